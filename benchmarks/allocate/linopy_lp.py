"""linopy with HiGHS: arrays of variables and rows, handed over directly.

Each program begins anew: from the basis of the one before, which linopy can pass on, HiGHS does
without its presolve and took several times as long.
"""

import linopy
import numpy as np
import scipy.sparse as sparse
import xarray as xr

from benchmarks.allocate.linear import Linear, Solved, UnsolvedError

LONG = 4
"""Rows with over so many times as many terms as the one before begin a block of their own: terms of
a block are a rectangle."""


def solve(program: Linear) -> Solved:
    """Solve one with linopy and HiGHS."""
    model = linopy.Model()
    model.add_variables(lower=0, upper=xr.DataArray(program.most, dims="lane"), name="x")
    order = np.argsort(np.diff(program.matrix.indptr), kind="stable")
    blocks = _blocks(np.diff(program.matrix.indptr)[order])
    for number, block in enumerate(blocks):
        rows = order[block]
        terms = _terms(model, program.matrix[rows])
        for name, sign, bound in (
            ("low", ">=", program.low[rows]),
            ("high", "<=", program.high[rows]),
        ):
            held = np.isfinite(bound)
            if held.any():
                model.add_constraints(
                    terms,
                    sign,
                    xr.DataArray(bound, dims="row"),
                    name=f"{name}{number}",
                    mask=xr.DataArray(held, dims="row"),
                )
    model.add_objective((xr.DataArray(program.cost, dims="lane") * model.variables["x"]).sum())
    status, said = model.solve(
        solver_name="highs",
        io_api="direct",
        log_to_console=False,
    )
    if status != "ok" or said != "optimal":
        raise UnsolvedError(f"linopy: {status}, {said}")
    dual = np.zeros(len(program.low))
    for number, block in enumerate(blocks):
        for name in ("low", "high"):
            if f"{name}{number}" in model.constraints:
                found = model.constraints[f"{name}{number}"].dual.values
                dual[order[block]] += np.nan_to_num(found)
    return Solved(np.asarray(model.solution["x"].values, dtype=float), dual)


def _blocks(terms: np.ndarray) -> list[slice]:
    """Cut rows, shortest first, where they become much longer."""
    blocks, first = [], 0
    for place, count in enumerate(terms):
        if count > LONG * max(terms[first], 8):
            blocks.append(slice(first, place))
            first = place
    return [*blocks, slice(first, len(terms))]


def _terms(model: linopy.Model, matrix: sparse.csr_matrix) -> linopy.LinearExpression:
    """Rows as an expression: coefficients and variables side by side, filled up with none."""
    count = np.diff(matrix.indptr)
    held = np.arange(count.max(initial=1))[None, :] < count[:, None]
    variables, coefficients = np.full(held.shape, -1), np.full(held.shape, np.nan)
    labels = np.asarray(model.variables["x"].labels.values)
    variables[held], coefficients[held] = labels[matrix.indices], matrix.data
    data = xr.Dataset(
        {"coeffs": (("row", "_term"), coefficients), "vars": (("row", "_term"), variables)}
    )
    return linopy.LinearExpression(data, model)
