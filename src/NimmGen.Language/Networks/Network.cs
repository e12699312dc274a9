using System.Reflection;
using NimmGen.Ir;

namespace NimmGen;

/// <summary>
/// A network that predicts the neural parameters of a model: readonly fields are its layers, Define wires them from the observed history
/// [location, history, features] and the steps to predict [location, steps, 1] to one embedding a location and step. The linear head
/// from the embedding to the parameters and their ranges is added when it is trained. It is traced; its product is a <see cref="NetworkIr"/>.
/// </summary>
public abstract class Network
{
    /// <summary>The computation.</summary>
    /// <param name="history">What was observed, [location, history, features], each feature of the order of one.</param>
    /// <param name="steps">The index of the steps to predict, from 0 to 1: [location, steps, 1].</param>
    protected abstract Signal Define(Signal history, Signal steps);

    /// <summary>The network as data. What is wrong with it is a <see cref="ModelException"/> that lists all of it.</summary>
    public NetworkIr ToIr()
    {
        var wrong = new List<Diagnostic>();
        var layers = new List<Layer>();
        foreach (FieldInfo field in GetType()
            .GetFields(BindingFlags.Instance | BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly)
            .Where(f => f.FieldType.IsAssignableTo(typeof(Layer))).OrderBy(f => f.MetadataToken))
        {
            if (field.GetValue(this) is Layer layer && field.IsInitOnly && string.Equals(layer.Name, field.Name, StringComparison.Ordinal))
            {
                layers.Add(layer);
            }
            else
            {
                wrong.Add(Model.NotReadOnly(field.Name, (field.GetValue(this) as Layer)?.Declaration.Place ?? new(GetType().Name, 0)));
            }
        }

        NetworkIr? network = Close(GetType().Name, null, layers, Define(History(), Steps()), new(GetType().Name, 0), wrong);
        return network ?? throw new ModelException([.. wrong]);
    }

    internal static Signal History() => Signal.Of(new HistoryNode(), null);

    internal static Signal Steps() => Signal.Of(new StepsNode(), null);

    /// <summary>The network that returns that signal; null where the list of what is wrong has an error.</summary>
    internal static NetworkIr? Close(string name, string? summary, IEnumerable<Layer> layers, Signal output, Place place, List<Diagnostic> wrong)
    {
        var nodes = output.ToNodes();
        var network = new NetworkIr(name, summary, [.. layers.Select(l => l.Declaration)], nodes, nodes.Length - 1);
        foreach (Diagnostic found in NetworkShapes.Infer(network).Diagnostics)
        {
            wrong.Add(found.Place.Line > 0 ? found : found with { Place = place });
        }

        return wrong.Exists(d => d.Severity == Severity.Error) ? null : network;
    }

    /// <summary>The hyperbolic tangent.</summary>
    protected static Signal Tanh(Signal x) => Signal.Of(SignalFunction.Tanh, x);

    /// <summary>The positive part.</summary>
    protected static Signal Relu(Signal x) => Signal.Of(SignalFunction.Relu, x);

    /// <summary>The smooth relative of Relu that transformers use, in its tanh form.</summary>
    protected static Signal Gelu(Signal x) => Signal.Of(SignalFunction.Gelu, x);

    /// <summary>1 / (1 + exp(-x)).</summary>
    protected static Signal Sigmoid(Signal x) => Signal.Of(SignalFunction.Sigmoid, x);

    /// <summary>log(1 + exp(x)).</summary>
    protected static Signal Softplus(Signal x) => Signal.Of(SignalFunction.Softplus, x);

    /// <summary>Channels side by side, of signals over the same time.</summary>
    protected static Signal Concat(params Signal[] parts) =>
        Signal.Of(new ConcatNode([.. Enumerable.Range(0, parts.Length)]), null, [.. parts]);

    /// <summary>Less the mean over time, over the standard deviation, for each location and channel.</summary>
    protected static Signal Standardise(Signal x) => Signal.Of(SignalFunction.Standardise, x);

    /// <summary>The mean over the last so many days.</summary>
    protected static Signal Smooth(Signal x, double days = 7) => Signal.Of(new SmoothNode(0, days), null, x);

    /// <summary>Means over the weeks of the history: a seventh of the steps, where data are daily.</summary>
    protected static Signal WeeklyMeans(Signal history) => Signal.Of(SignalFunction.WeeklyMeans, history);

    /// <summary>Sines and cosines of 1 to harmonics waves a year, over the time of the other signal: [location, time, 2 harmonics].</summary>
    protected static Signal Season(Signal along, int harmonics = 1) => Signal.Of(new SeasonNode(along.Shape.Time, harmonics), null);

    /// <summary>How weights start, by name, for networks that do not import the IR.</summary>
    protected static class Initial
    {
        /// <summary>The layer's usual one.</summary>
        public const Ir.Initial Default = Ir.Initial.Default;

        /// <summary>Uniform on +-sqrt(6 / (inputs + outputs)), for tanh.</summary>
        public const Ir.Initial Xavier = Ir.Initial.Xavier;

        /// <summary>Uniform on +-sqrt(6 / inputs), for ReLU.</summary>
        public const Ir.Initial Kaiming = Ir.Initial.Kaiming;

        /// <summary>Orthogonal rows or columns.</summary>
        public const Ir.Initial Orthogonal = Ir.Initial.Orthogonal;

        /// <summary>All zero.</summary>
        public const Ir.Initial Zero = Ir.Initial.Zero;
    }

    /// <summary>Activations of an <see cref="Mlp"/> by name, for networks that do not import the IR.</summary>
    protected static class Activation
    {
        public const Ir.Activation Tanh = Ir.Activation.Tanh;
        public const Ir.Activation Relu = Ir.Activation.Relu;
        public const Ir.Activation Gelu = Ir.Activation.Gelu;
        public const Ir.Activation Sigmoid = Ir.Activation.Sigmoid;
        public const Ir.Activation Softplus = Ir.Activation.Softplus;
    }
}
