// expect: NG0002 at 4
using NimmGen;

public sealed class NoDefine : Model
{
}
