"""Qualitative comparative analysis: which combinations of conditions go with an outcome. Pure.

Begin with `sets.Sets` (memberships of cases, from `calibration` or `coded`), then `analysis.analyse`.
"""
