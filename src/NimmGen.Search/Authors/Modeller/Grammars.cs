using NimmGen.Data;
using NimmGen.Evaluate;

namespace NimmGen.Search;

/// <summary>The grammar for a task: infections, tumours or alloys, by what the target is.</summary>
internal static class Grammars
{
    public static Grammar Of(ForecastTask task)
    {
        DataCard card = task.Panel.Card;
        return card.Step == TimeStep.Sample ? new AlloyGrammar(AlloyContext.Of(card))
            : task.Target.Kind == ChannelKind.State ? new TumourGrammar(new(card.FindChannel("chemo_dose") is not null, card.FindChannel("radio_dose") is not null))
            : new InfectionGrammar(InfectionContexts.Of(task));
    }
}
