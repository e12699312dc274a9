#!/usr/bin/env python3
"""Reads SBML files with libSBML and prints every error and warning, unit consistency included.

Usage: check-sbml.py FILE.xml...        (Debian: apt install python3-sbml5)

Exit code 1 where a file has an error, or a warning of substance. Not of substance: that a parameter of the data
has no value (80601, 80701, 80702), since no file without a data set can know it.
"""
import sys

import libsbml

NOT_OF_SUBSTANCE = {80601, 80701, 80702}


def main(paths):
    bad = 0
    for path in paths:
        document = libsbml.readSBMLFromFile(path)
        document.setConsistencyChecks(libsbml.LIBSBML_CAT_UNITS_CONSISTENCY, True)
        document.setConsistencyChecks(libsbml.LIBSBML_CAT_MODELING_PRACTICE, True)
        document.checkConsistency()
        problems = [document.getError(i) for i in range(document.getNumErrors())]
        grave = [p for p in problems if p.getErrorId() not in NOT_OF_SUBSTANCE]
        print(f"{path}: {len(grave)} of substance, {len(problems) - len(grave)} other")
        for p in grave[:20]:
            print(f"  line {p.getLine()}: {p.getSeverityAsString()} {p.getErrorId()} {p.getShortMessage()}: {p.getMessage().strip()}")
        bad += bool(grave)
    return 1 if bad or not paths else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
