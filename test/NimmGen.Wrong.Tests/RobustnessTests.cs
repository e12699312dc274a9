using System.Diagnostics;
using System.Text.Json;
using System.Text.Json.Nodes;
using NimmGen.Frontend;
using NimmGen.Ir;
using NimmGen.Verify;

namespace NimmGen.Wrong.Tests;

/// <summary>Whatever a stored model holds, the verifier says so and ends: models of the zoo with their JSON changed at random.</summary>
public sealed class RobustnessTests
{
    [Theory]
    [InlineData(1, 2000, false)]
    [InlineData(2, 150, true)]
    public void No_stored_model_is_too_strange(int seed, int count, bool run)
    {
        string[] stored = [.. Directory.GetFiles(Path.Combine(AppContext.BaseDirectory, "models")).Order(StringComparer.Ordinal)
            .Select(f => MechanismJson.Write(Assert.Single(ModelReader.Read(File.ReadAllText(f), Path.GetFileName(f)).Models)))];
        var random = new Random(seed);
        int read = 0, refused = 0;
        var slowest = TimeSpan.Zero;
        for (int i = 0; i < count; i++)
        {
            string json = Mutate(stored[random.Next(stored.Length)], random);
            MechanismIr model;
            try
            {
                model = MechanismJson.Read(json);
            }
            catch (JsonException)
            {
                continue;
            }

            read++;
            long start = Stopwatch.GetTimestamp();
            Verdict verdict;
            try
            {
                verdict = Verifier.Verify(model, random.Next(3) == 0 ? WrongTests.Surveillance : null, run ? WrongTests.Thorough : null);
            }
            catch (Exception e)
            {
                throw new InvalidOperationException($"model {i} of seed {seed}: {json}", e);
            }

            refused += verdict.Accepted ? 0 : 1;
            TimeSpan took = Stopwatch.GetElapsedTime(start);
            slowest = took > slowest ? took : slowest;
        }

        TestContext.Current.TestOutputHelper?.WriteLine($"{read} of {count} read, {refused} refused, slowest {slowest.TotalMilliseconds:F0} ms");
        Assert.True(read > count / 4 && refused > read / 10 && refused < read, $"{read} read, {refused} refused of {count}");
        Assert.True(slowest < TimeSpan.FromSeconds(5), $"{slowest}");
    }

    [Fact]
    public void A_model_of_many_parts_is_refused_in_time()
    {
        var people = Unit.Of("people");
        var symbols = Enumerable.Range(0, 3_000).Select(i => (Symbol)new CompartmentSymbol($"C{i}", people, null, null, Place.None));
        var flows = Enumerable.Range(0, 2_900).Select(i => (Statement)new FlowStatement($"f{i}", $"C{i}", $"C{i + 1}", new Number(0.1, Unit.Parse("1/day")), Place.None));
        long start = Stopwatch.GetTimestamp();
        Diagnostic finding = Assert.Single(Verifier.Verify(new("Large", null, [.. symbols], [.. flows])).Findings);
        Assert.Equal("NG9001", finding.Code);
        Assert.StartsWith("not checked: the model is too large", finding.Message, StringComparison.Ordinal);
        Assert.True(Stopwatch.GetElapsedTime(start) < TimeSpan.FromSeconds(1));
    }

    private static string Mutate(string json, Random random)
    {
        JsonNode root = JsonNode.Parse(json)!;
        for (int changes = 1 + random.Next(3); changes > 0; changes--)
        {
            JsonNode[] nodes = [.. All(root).Where(n => n.Parent is not null)];
            JsonNode at = nodes[random.Next(nodes.Length)], other = nodes[random.Next(nodes.Length)];
            switch (random.Next(6))
            {
                case 0 when at.Parent is JsonObject parent:
                    parent.Remove(at.GetPropertyName());
                    break;
                case 1 when at.Parent is JsonArray array:
                    array.Add(at.DeepClone());
                    break;
                case 2 when at.Parent is JsonArray array:
                    array.Remove(at);
                    break;
                case 3 when at.GetValueKind() == JsonValueKind.Number:
                    at.ReplaceWith(random.Next(5) switch { 0 => 0.0, 1 => -1.0, 2 => 1e300, 3 => 1e-300, _ => random.NextDouble() });
                    break;
                default:
                    // Something of the same kind from elsewhere: a name for a name, a term for a term.
                    JsonNode[] alike = [.. nodes.Where(n => n.GetValueKind() == at.GetValueKind() && (n is not JsonObject o || at is JsonObject a && o.ContainsKey("node") == a.ContainsKey("node")))];
                    other = alike[random.Next(alike.Length)];
                    if (!Above(at, other))
                    {
                        at.ReplaceWith(other.DeepClone());
                    }

                    break;
            }
        }

        return root.ToJsonString();
    }

    private static bool Above(JsonNode at, JsonNode other)
    {
        for (JsonNode? up = other; up is not null; up = up.Parent)
        {
            if (ReferenceEquals(up, at))
            {
                return true;
            }
        }

        return false;
    }

    private static IEnumerable<JsonNode> All(JsonNode node)
    {
        yield return node;
        IEnumerable<JsonNode?> children = node switch { JsonObject o => o.Select(p => p.Value), JsonArray a => a, _ => [] };
        foreach (JsonNode child in children.OfType<JsonNode>().SelectMany(All))
        {
            yield return child;
        }
    }
}
