#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Writes the table of gradus-sigmoid.h: for every node z = k/32 from -16 to 16
the Taylor coefficients of the sigmoid s up to degree 6, correctly rounded, and
what rounding took from the first of them.

All derivatives of s are polynomials in s: s' = s - s^2, and by the chain rule
(P(s))' = P'(s) (s - s^2). Within 1/64 of a node the term that is left out is
below 5e-17 of s. A row of eight numbers fills a cache line.
"""
import decimal
import math
import sys

NODES_PER_UNIT = 32
REACH = 16
DEGREE = 6

decimal.getcontext().prec = 60


def differentiate(polynomial):
    """d/dz of sum c_k s^k, where ds/dz = s - s^2."""
    result = [0] * (len(polynomial) + 1)
    for k, c in enumerate(polynomial):
        result[k] += k * c
        if k > 0:
            result[k + 1] -= k * c
    return result


def main():
    derivatives = [[0, 1]]
    for _ in range(DEGREE):
        derivatives.append(differentiate(derivatives[-1]))

    with open(sys.argv[1], "w", encoding="utf-8") as out:
        out.write("/* Written by gradus-sigmoid-table.py. */\n")
        for k in range(-REACH * NODES_PER_UNIT, REACH * NODES_PER_UNIT + 1):
            s = 1 / (1 + (-decimal.Decimal(k) / NODES_PER_UNIT).exp())
            row = [
                float(sum(c * s**i for i, c in enumerate(polynomial)) / math.factorial(degree))
                for degree, polynomial in enumerate(derivatives)
            ]
            row.append(float(s - decimal.Decimal(row[0])))
            out.write("{ " + ", ".join(value.hex() for value in row) + " },\n")


main()
