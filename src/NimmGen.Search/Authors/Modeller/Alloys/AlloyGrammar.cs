using System.Collections.Immutable;

namespace NimmGen.Search;

/// <summary>The strength of a solid solution, a sample a row: a theory, what it needs of each sample, and what corrects it.</summary>
internal sealed class AlloyGrammar : Grammar
{
    public AlloyGrammar(AlloyContext context)
    {
        Context = context;
        Theory = TheoryProduction.Theories(context);
        Friction = FrictionProduction.Frictions(context, Theory);
        Activation = TheoryProduction.Activations(Theory);
        Softening = SofteningProduction.Forms(context, Theory);
        Correction = FrictionProduction.Corrections(context, Theory);
        Modulus = ElasticProduction.Modulus(context, Theory);
        Poisson = ElasticProduction.Poisson(Theory);
        Burgers = ElasticProduction.Burgers(context, Theory);
        Misfit = ElasticProduction.Misfit(context, Theory);
        Productions = InOrder(Theory, Friction, Activation, Softening, Correction, Modulus, Poisson, Burgers, Misfit);
        Cures = AlloyCures.Of(this);
    }

    public AlloyContext Context { get; }

    public Production<Theory> Theory { get; }

    public Production<Friction> Friction { get; }

    public Production<Activation> Activation { get; }

    public Production<Softening> Softening { get; }

    public Production<Correction> Correction { get; }

    public Production<Source> Modulus { get; }

    public Production<Source> Poisson { get; }

    public Production<Source> Burgers { get; }

    public Production<Source> Misfit { get; }

    public override ImmutableArray<Production> Productions { get; }

    public override ImmutableArray<Cure> Cures { get; }

    public override string NameOf(Design design) => new AlloyModel(this, design).Name;

    public override string Write(Design design, string note) => new AlloyModel(this, design).Write(note);
}
