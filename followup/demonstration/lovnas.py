"""Lövnäs: a small plan that is still a draft, so that two municipalities' work can be seen to stay apart."""

from followup.demonstration.story import Story, ToldAction, ToldDecision, comment, done, report

LOVNAS = Story(
    place="demo-lovnas",
    coordinator="vera",
    decisions=(
        ToldDecision("4.1", "wait", {"wait_until": 75, "reason": "Väntar på den nya befolkningsprognosen."}, day=-80),
        ToldDecision("8.1", "decline", {"reason": "Ryms inte inom ramen de närmaste två åren."}, day=-80),
    ),
    actions=(
        ToldAction(
            "Skriv ett kort brev till alla hushåll efter varje ortsmöte",
            ("1.1",),
            "Brevet berättar vilka synpunkter som kom fram, vad kommunen gör åt dem och vad som inte blir av.",
            owner="vera",
            due=-20,
            priority="high",
            made=-80,
            steps=(
                report(-60, "vera", "Första brevet är skrivet och har prövats på fyra läsare.", percent=50),
                done(-25, "vera", "Vi frågar på nästa ortsmöte om deltagarna vet vad som har hänt.", 60),
            ),
        ),
        ToldAction(
            "Inför e-tjänst för grävtillstånd",
            ("5.1",),
            owner="Teknisk chef",
            due=-6,
            made=-78,
            steps=(report(-30, "vera", "Leverantören är sen med testmiljön.", "yellow", 40),),
        ),
        ToldAction(
            "Visa förbättringstavlorna för köket och fritidsgårdarna",
            ("6.1",),
            owner="vera",
            due=50,
            made=-78,
            steps=(comment(-12, "vera", "Hemtjänsten i Norra Lövnäs tar gärna emot studiebesök i januari."),),
        ),
        ToldAction("Räkna ut hur många som går i pension, yrke för yrke", ("7.1",), owner="HR-chef", made=-75),
    ),
)
