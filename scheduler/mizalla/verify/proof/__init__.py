"""Proof: the certificate of a leximin profile, held against scenario and rules."""

from mizalla.verify.proof.check import check_certificate

__all__ = ["check_certificate"]
