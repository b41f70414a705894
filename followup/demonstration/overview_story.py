"""How much Ekhult expects of its actions, so that the expected score has something to count; some are not estimated."""

from collections.abc import Mapping

# Title → effort and expected effect.
LEVELS: Mapping[str, tuple[str, str]] = {
    "Skriv ett demokratiprogram tillsammans med partierna": ("high", "high"),
    "Ta fram en gemensam arbetsgång för dialoger med invånarna": ("medium", "high"),
    "Redovisa resultaten i skola och omsorg på en sida som alla förstår": ("medium", "medium"),
    "Ersätt de fyra hållbarhetsdokumenten med ett program": ("high", "medium"),
    "Byt tolv bensinbilar mot elbilar": ("high", "low"),
    "Ta fram en mall för delårsrapporten som frågar efter orsaker": ("low", "medium"),
    "Håll ett samtal om rollerna i varje nämnd en gång om året": ("low", "low"),
    "Skriv en strategi för effektivitet": ("medium", "high"),
    "Lova svarstider och bygg e-tjänster för de tio vanligaste ärendena": ("high", "high"),
    "Öppna utbildningen i bemötande för hemtjänsten": ("low", "medium"),
    "Enas om ett arbetssätt för kvalitet och ge det ett centralt stöd": ("medium", "high"),
    "Gör om introduktionen av nyanställda": ("low", "medium"),
    "Minska sjukfrånvaron i hemtjänst och förskola": ("high", "high"),
}


def levels_of(title: str) -> tuple[str, str]:
    """Effort and expected effect of an action with this title."""
    return LEVELS.get(title, ("", ""))
