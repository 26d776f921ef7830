"""The words of Mizalla: scenario, rules, plan, errors. No solver, no input or output."""
