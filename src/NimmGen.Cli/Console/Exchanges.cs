using NimmGen.Search;

namespace NimmGen.Cli;

/// <summary>Questions to a language model and its replies, as text that steers no terminal.</summary>
internal static class Exchanges
{
    public static void Write(Terminal terminal, IEnumerable<ExchangeRecord> exchanges)
    {
        foreach (ExchangeRecord exchange in exchanges)
        {
            terminal.Out.WriteLine();
            terminal.Out.WriteLine($"==== candidate {exchange.Candidate}, {exchange.Purpose} ({exchange.Prompt}), {exchange.Model}: {exchange.InputTokens:N0} tokens in, {exchange.OutputTokens:N0} out, {Figures.Duration(exchange.Seconds)}");
            foreach (MessageRecord message in exchange.Messages)
            {
                terminal.Out.WriteLine($"---- {message.Role}");
                terminal.Out.WriteLine(Plain(message.Text));
            }

            terminal.Out.WriteLine("---- reply");
            terminal.Out.WriteLine(exchange.Failure ?? Plain(exchange.Reply));
        }
    }

    private static string Plain(string text) =>
        new([.. text.ReplaceLineEndings("\n").TrimEnd().Select(c => char.IsControl(c) && c is not ('\n' or '\t') ? '\uFFFD' : c)]);
}
