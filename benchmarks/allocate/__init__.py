"""Mizalla beside the plain model of the same campaign, solved by solvers as they come."""
