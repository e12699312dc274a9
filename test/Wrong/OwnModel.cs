// expect: NG0001 at 4
namespace Mine;

public abstract class Model : NimmGen.Model
{
}

public sealed class OwnModel : Model
{

    protected override void Define()
    {
    }
}
