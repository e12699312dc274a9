using System.Text.Json.Serialization;

namespace NimmGen.Ir.Differences;

/// <summary>What became of a part of a model.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<ChangeKind>))]
public enum ChangeKind
{
    /// <summary>Only the later model has it.</summary>
    Added,

    /// <summary>Only the earlier model has it.</summary>
    Removed,

    /// <summary>Both have it, under two names.</summary>
    Renamed,

    /// <summary>Both have it, and it says something else.</summary>
    Changed,
}

/// <summary>What kind of part a change is about.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<ChangeSubject>))]
public enum ChangeSubject
{
    /// <summary>A division into groups.</summary>
    Axis,

    /// <summary>A compartment or quantity: its existence, unit, groups, stages.</summary>
    State,

    /// <summary>A constant, learned or neural parameter.</summary>
    Parameter,

    /// <summary>A series, constant or matrix of the data.</summary>
    Input,

    /// <summary>A network inside the step.</summary>
    Closure,

    /// <summary>The network that predicts the neural parameters.</summary>
    Network,

    /// <summary>A flow, split, inflow, outflow or transfer, or its rate.</summary>
    Flow,

    /// <summary>A growth, rate or next equation.</summary>
    Equation,

    /// <summary>What a state is at the first row.</summary>
    Start,

    /// <summary>What a data channel is compared with.</summary>
    Observation,

    /// <summary>A named term.</summary>
    Definition,

    /// <summary>The scheme and its sub-steps.</summary>
    Solver,
}

/// <summary>One thing that a later model says otherwise than an earlier one.</summary>
/// <param name="Kind">What became of the part.</param>
/// <param name="Subject">What kind of part it is.</param>
/// <param name="Name">Its name in the later model; in the earlier one where it was removed.</param>
/// <param name="Sentence">In words, without a subject and a full stop: "frees gamma, learned between 0.1 and 0.5 per day (was 0.25)".</param>
public sealed record Change(ChangeKind Kind, ChangeSubject Subject, string Name, string Sentence);
