// expect: NG0001 at 0
// Nothing is declared.
using NimmGen;
using static NimmGen.Units;
