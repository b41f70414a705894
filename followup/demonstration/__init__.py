"""The demonstration's plans: a half-worked one in Ekhult, a small one in Lövnäs, by the rules that everybody uses."""

from followup.demonstration.loading import load_plans

__all__ = ["load_plans"]
