"""Consents that the desk asks people for: to publish on their channels."""

from resources.outlets.youtube.consent import LoopbackAnswer, YouTubeConsent

__all__ = ["LoopbackAnswer", "YouTubeConsent"]
