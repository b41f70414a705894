"""The actions of Ekhult's plan, with what has happened to each."""

from followup.demonstration.story import Step, ToldAction, comment, done, effect, milestone, report

OFFICE, SCHOOLS, CARE = (
    "Kommunledningsförvaltningen",
    "Barn- och utbildningsförvaltningen",
    "Vård- och omsorgsnämnden",
)

FIRST_AREAS = (
    ToldAction(
        "Skriv ett demokratiprogram tillsammans med partierna",
        ("1.1",),
        "Fullmäktiges presidium leder arbetet. Programmet ska rymmas på sex sidor och säga vad kommunen gör.",
        owner="karin",
        unit=OFFICE,
        due=-60,
        priority="high",
        steps=(
            report(-140, "karin", "Alla partier har utsett en person till arbetsgruppen.", percent=25),
            report(-95, "karin", "Utkastet har varit på remiss hos ungdomsrådet.", percent=75),
            done(-65, "karin", "Fler invånare svarar att de kan påverka, i enkäten om insyn och inflytande.", -20),
            *effect(
                -8,
                "karin",
                "Andelen som tycker att de kan påverka steg från 31 till 38 procent.",
                "Enkäten om insyn och inflytande",
                "https://ekhult.demo.invalid/enkat-inflytande",
            ),
        ),
    ),
    ToldAction(
        "Lägg ut nämndernas handlingar före mötet",
        ("1.2",),
        "Handlingarna läggs ut samma dag som kallelsen går ut. Sekretess prövas av nämndsekreteraren.",
        owner="Kommunsekreterare",
        unit=OFFICE,
        due=-80,
        steps=(
            report(-120, "karin", "Tre av fem nämnder är igång.", percent=60),
            done(-85, "karin", "Vi räknar hur många som öppnar handlingarna före mötet.", -30),
            *effect(
                -15,
                "karin",
                "I genomsnitt 140 personer läser handlingarna inför ett möte. Tidigare kunde ingen göra det.",
                "Besöksstatistik för nämndernas sidor",
                "https://ekhult.demo.invalid/statistik-handlingar",
            ),
        ),
    ),
    ToldAction(
        "Ta fram en gemensam arbetsgång för dialoger med invånarna",
        ("1.3",),
        "En handledning på tre sidor och en mall för återkoppling, som prövas i två dialoger innan den beslutas.",
        owner="jonas",
        helpers=("samira",),
        unit=SCHOOLS,
        due=45,
        priority="high",
        steps=(
            milestone(-130, "jonas", "Samla erfarenheter från tre dialoger", -100, ticked=-98),
            milestone(-130, "jonas", "Pröva arbetsgången i skolområdet Södra Ekhult", -20, ticked=-18),
            milestone(-130, "jonas", "Beslut i kommunstyrelsen", 40),
            report(-100, "jonas", "Erfarenheterna är samlade. Det som saknas mest är återkopplingen.", percent=30),
            report(-16, "jonas", "Provet i Södra Ekhult gick bra, 60 föräldrar deltog.", percent=70),
            comment(-15, "anders", "Bra. Ta med hur mycket tid provet krävde när ärendet kommer till oss."),
        ),
    ),
    ToldAction(
        "Redovisa resultaten i skola och omsorg på en sida som alla förstår",
        ("1.4",),
        owner="samira",
        unit=CARE,
        due=-12,
        steps=(
            report(-90, "samira", "Vi har valt nio mått och skrivit om dem på enkel svenska.", percent=40),
            report(-25, "samira", "Siffrorna från skolan är inte klara, så sidan blir sen.", "red", 55),
        ),
    ),
    ToldAction(
        "Ersätt de fyra hållbarhetsdokumenten med ett program",
        ("2.1",),
        owner="karin",
        unit=OFFICE,
        due=120,
        steps=(
            milestone(-110, "karin", "Lista vad som gäller i de fyra dokumenten", -60, ticked=-62),
            milestone(-110, "karin", "Remiss till nämnderna", 60),
            report(-30, "karin", "Nämnderna vill ha med egna mål, vilket gör programmet långt.", "yellow", 35),
        ),
    ),
    ToldAction(
        "Byt tolv bensinbilar mot elbilar",
        ("2.3",),
        owner="Fordonsansvarig",
        unit=OFFICE,
        due=-62,
        steps=(
            Step(-88, "karin", "move_deadline", {"due": -15, "reason": "Leverantören lämnar bilarna i två omgångar."}),
            report(-70, "karin", "Fem bilar är bytta. Resten beställs när laddplatserna finns.", percent=40),
            Step(-45, "karin", "move_deadline", {"due": 30, "reason": "Laddplatserna byggs först i höst."}),
            Step(
                -20,
                "karin",
                "block_action",
                {
                    "note": "Elnätet vid förrådet räcker inte till fler laddplatser förrän kabeln är bytt.",
                    "unblocker": "Chefen för Ekhult Energi",
                },
            ),
        ),
    ),
    ToldAction(
        "Ordna branschdagar för årskurs åtta",
        ("2.4",),
        owner="jonas",
        unit=SCHOOLS,
        due=-40,
        steps=(
            report(-100, "jonas", "Fjorton företag har anmält sig.", percent=50),
            done(-45, "jonas", "Vi frågar eleverna före och efter vilka jobb på orten de kan nämna.", 20),
            comment(-44, "karin", "Fint! Lägg gärna in schemat här, så kan Lövnäs låna det."),
        ),
    ),
    ToldAction(
        "Korta beskrivningen av styrmodellen till fem sidor",
        ("3.1",),
        owner="karin",
        unit=OFFICE,
        due=-70,
        steps=(
            report(-130, "karin", "Tolv chefer har strukit det de aldrig använder.", percent=60),
            done(-75, "karin", "Vi frågar cheferna om de använder den vid verksamhetsplaneringen.", -20),
            *effect(
                -6,
                "karin",
                "Åtta av tio chefer använder beskrivningen. Förra året var det två av tio.",
                "Svar från chefsdagen",
                "https://ekhult.demo.invalid/chefsdag",
            ),
        ),
    ),
    ToldAction("Minska fullmäktiges mål till högst sju", ("3.2",), made=-60, priority="high"),
    ToldAction(
        "Ta fram en mall för delårsrapporten som frågar efter orsaker",
        ("3.3",),
        owner="karin",
        helpers=("jonas",),
        unit=OFFICE,
        due=-48,
        steps=(
            Step(
                -76,
                "karin",
                "move_deadline",
                {"due": 15, "reason": "Nämnderna ville pröva mallen i ett helt delår innan den beslutas."},
            ),
            milestone(-120, "karin", "Pröva mallen i två nämnder", -30, ticked=-33),
            milestone(-120, "karin", "Utbilda dem som skriver", 10),
            report(-30, "karin", "Mallen är prövad. Texterna blev kortare och säger mer.", percent=80),
        ),
    ),
    ToldAction(
        "Håll ett samtal om rollerna i varje nämnd en gång om året",
        ("3.4",),
        owner="Kommunsekreterare",
        due=100,
        steps=(
            report(-110, "karin", "Två nämnder har haft sitt första samtal.", percent=20),
            Step(
                -50,
                "karin",
                "pause_action",
                {"reason": "Nya ordförande tillträder efter årsskiftet och ska vara med.", "resume_on": 40},
            ),
        ),
    ),
)

LAST_AREAS = (
    ToldAction(
        "Skriv en strategi för effektivitet",
        ("4.1",),
        owner="karin",
        unit=OFFICE,
        due=-3,
        priority="medium",
    ),
    ToldAction("Bestäm i vilken ordning digitala projekt går", ("4.3",), owner="jonas", made=-55),
    ToldAction(
        "Lova svarstider och bygg e-tjänster för de tio vanligaste ärendena",
        ("5.1", "5.3"),
        "Löftena gäller först bygglov, skolplacering och hemtjänst. Varje löfte mäts och visas på webbplatsen.",
        owner="samira",
        unit=CARE,
        due=75,
        priority="high",
        steps=(
            report(-80, "samira", "Löftena är formulerade och har prövats på kontaktcentret.", percent=30),
            report(-10, "samira", "Fyra e-tjänster är ute. Två till kommer före jul.", percent=50),
        ),
    ),
    ToldAction(
        "Öppna utbildningen i bemötande för hemtjänsten",
        ("5.2",),
        owner="samira",
        unit=CARE,
        due=-50,
        steps=(
            report(-120, "samira", "Halva hemtjänsten har gått utbildningen.", percent=50),
            done(-55, "samira", "Brukarundersökningen visar hur bemötandet upplevs.", 30),
        ),
    ),
    ToldAction(
        "Starta brukarråd på de tre äldreboendena",
        ("5.4",),
        owner="samira",
        unit=CARE,
        due=-75,
        steps=(
            report(-110, "samira", "Ett råd är igång, två saknar ledamöter.", "yellow", 35),
            Step(
                -80,
                "samira",
                "move_deadline",
                {"due": -30, "reason": "Anhöriga vill komma igång efter sommaren i stället."},
            ),
            report(-28, "samira", "Fortfarande två boenden utan råd. Vi behöver hjälp att nå anhöriga.", "red", 45),
            comment(-27, "anders", "Ta upp det på ledningsgruppen på måndag."),
        ),
    ),
    ToldAction(
        "Enas om ett arbetssätt för kvalitet och ge det ett centralt stöd",
        ("6.1", "6.2"),
        owner="karin",
        helpers=("jonas", "samira"),
        unit=OFFICE,
        due=160,
        steps=(report(-40, "karin", "En tjänst är inrättad från årsskiftet.", percent=25),),
    ),
    ToldAction(
        "Gör om introduktionen av nyanställda",
        ("7.2",),
        owner="jonas",
        unit=SCHOOLS,
        due=60,
        steps=(
            report(-50, "jonas", "Tre förskolor prövar en introduktion på fyra veckor.", percent=40),
            report(
                -5, "jonas", "Två av dem som slutade hade inte fått någon introduktion. Vi tar in det.", "yellow", 45
            ),
        ),
    ),
    ToldAction(
        "Minska sjukfrånvaron i hemtjänst och förskola",
        ("7.3",),
        "Täta scheman, chefens närvaro och rehabilitering från första veckan, i fyra grupper till att börja med.",
        owner="samira",
        helpers=("jonas",),
        unit=CARE,
        due=10,
        priority="high",
        steps=(
            milestone(-140, "samira", "Fyra grupper har valts ut", -120, ticked=-122),
            milestone(-140, "samira", "Uppföljning efter tre månader", -20),
            report(-60, "samira", "Frånvaron har sjunkit i två av fyra grupper.", "yellow", 50),
        ),
    ),
    ToldAction(
        "Köp ett nytt intranät",
        ("8.2",),
        owner="Kommunikationschef",
        due=90,
        steps=(
            Step(
                -35,
                "karin",
                "cancel_action",
                {"reason": "Upphandlingen görs tillsammans med grannkommunerna i stället, tidigast om två år."},
            ),
        ),
    ),
)
