// expect: NG0001 at 4
using NimmGen;

public sealed class NoModel
{
}
