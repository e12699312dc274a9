using System.Text;
using System.Text.Json.Nodes;

namespace NimmGen.Data.Tests;

public sealed class CardTests
{
    [Fact]
    public void All_faults_of_a_card_are_said_at_once()
    {
        using var folder = new Folder();
        folder.Card["colour"] = "red";
        folder.Card["step"] = "dya";
        folder.Card.AsObject().Remove("licence");
        folder.Card["channels"]![0]!["unit"] = "peoples";
        folder.Card["channels"]![1]!["knwonAhead"] = true;
        folder.Card["windows"]!["horizont"] = 4;
        DataDiagnostic[] diagnostics = [.. folder.Read().Diagnostics];
        Assert.Equal(6, diagnostics.Length);
        Assert.Contains(diagnostics, d => d.Got.Contains("colour"));
        Assert.Contains(diagnostics, d => d.Fix == "did you mean \"day\"?");
        Assert.Contains(diagnostics, d => d.Got.Contains("licence"));
        Assert.Contains(diagnostics, d => d.Code == "ND0008" && d.Fix == "did you mean \"people\"?");
        Assert.Contains(diagnostics, d => d.Fix == "did you mean \"knownAhead\"?" && d.Got.Contains("channels[1]"));
        Assert.Contains(diagnostics, d => d.Got.Contains("horizont"));
    }

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData("{")]
    [InlineData("{\"name\": null}")]
    [InlineData("{\"name\": 3, \"channels\": {}}")]
    [InlineData("{\"name\": \"a\", \"name\": \"b\"}")]
    public void What_is_no_card_is_refused(string json)
    {
        CardResult result = CardReader.Parse(json, "card.json");
        Assert.Null(result.Card);
        Assert.All(result.Diagnostics, d => Assert.Equal("ND0017", d.Code));
        Assert.NotEmpty(result.Diagnostics);
    }

    [Fact]
    public void Deep_nesting_is_refused() =>
        Assert.Null(CardReader.Parse(new string('[', 1_000_000), "card.json").Card);

    public static TheoryData<string, string> NullMembers => new()
    {
        { "name", "null" }, { "channels", "null" }, { "missing", "null" }, { "data", "null" }, { "location", "null" }, { "time", "null" }, { "step", "null" }, { "missing", "[null]" },
        { "channels", "[null]" }, { "literature", "[null]" }, { "constants", "null" }, { "windows", "{\"horizon\": 1, \"testOrigins\": null}" }, { "data", "{\"path\": null}" }, { "simulated", "3" },
    };

    [Theory]
    [MemberData(nameof(NullMembers))]
    public void Null_where_a_value_belongs_is_refused(string member, string value)
    {
        using var folder = new Folder();
        folder.Card[member] = JsonNode.Parse(value);
        ReadResult result = folder.Read();
        Assert.Null(result.Panel);
        Assert.NotEmpty(result.Diagnostics);
    }

    public static TheoryData<string, string> Contradictions => new()
    {
        { "name", "\"Two Towns\"" },
        { "location", "{}" },
        { "location", "{\"column\": \"place\", \"name\": \"north\"}" },
        { "time", "{\"column\": \"date\", \"format\": \"epiweek\"}" },
        { "windows", "{\"horizon\": 0, \"testOrigins\": [2]}" },
        { "windows", "{\"horizon\": 1, \"testOrigins\": []}" },
        { "windows", "{\"horizon\": 1, \"testOrigins\": [2, 1]}" },
        { "constants", "[{\"name\": \"population\", \"unit\": \"people\", \"source\": \"\"}]" },
        { "constants", "[{\"name\": \"population\", \"unit\": \"people\", \"source\": \"\", \"file\": {\"path\": \"people.csv\"}, \"column\": \"people\"}]" },
        { "literature", "[{\"name\": \"R0\", \"unit\": \"1\", \"min\": 3, \"max\": 2, \"source\": \"\"}]" },
        { "channels", "[{\"name\": \"cases\", \"column\": \"cases\", \"unit\": \"people\", \"kind\": \"new\", \"role\": \"covariate\"}]" },
        { "channels", "[{\"name\": \"New Cases\", \"column\": \"cases\", \"unit\": \"people\", \"kind\": \"new\", \"role\": \"target\"}]" },
        { "channels", "[{\"name\": \"cases\", \"column\": \"cases\", \"unit\": \"people\", \"kind\": \"new\", \"role\": \"target\", \"knownAhead\": true}]" },
        { "data", "{\"path\": \"cases.csv\", \"sha256\": \"abc\"}" },
    };

    [Theory]
    [MemberData(nameof(Contradictions))]
    public void A_card_that_contradicts_itself_is_refused(string member, string value)
    {
        using var folder = new Folder();
        folder.Card[member] = JsonNode.Parse(value);
        Assert.Contains(folder.Read().Diagnostics, d => d.Code == "ND0018");
    }

    [Fact]
    public void A_card_survives_being_written_and_read()
    {
        foreach (DataCard card in Catalogue.All)
        {
            string json = CardReader.Write(card);
            CardResult again = CardReader.Parse(json, card.Name);
            Assert.Empty(again.Diagnostics);
            Assert.Equal(json, CardReader.Write(again.Card!));
        }
    }

    [Fact]
    public void The_example_of_the_guide_is_a_card()
    {
        string guide = File.ReadAllText(Path.Combine(DiagnosticCodeTests.Repository(), "docs", "data-cards.md"), Encoding.UTF8);
        string json = guide.Split("```json\n")[1].Split("```")[0];
        CardResult result = CardReader.Parse(json, "docs/data-cards.md");
        Assert.True(result.Card is not null, string.Join('\n', result.Diagnostics));
    }
}
