using System.Text.Encodings.Web;
using System.Text.Json;
using HydraBot.Governance.Readers;
using HydraBot.Governance.Tests.Mutation;
using HydraBot.Testing;
using HydraBot.Testing.Road;
using Xunit;

namespace HydraBot.Governance.Tests.Readers;

/// <summary>
/// What the readers see in each act of the corpora, word for word: the law's decisions rest on it, and people read it when they are asked. A change that is meant is written into the
/// corpora with <c>HYDRA_ACCEPT=1</c>, and seen in their difference.
/// </summary>
[TestCaseOrderer(typeof(LastFailedFirst))]
public sealed class ReadingTests
{
    private const int AtOnce = 100;
    private static readonly string[] Folders = ["tests/HydraBot.Tests/Law/Readers/Corpus", "tests/HydraBot.Governance.Tests/Readers/Acts"];
    private static readonly JsonSerializerOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static TheoryData<string, int> Pages()
    {
        var pages = new TheoryData<string, int>();
        foreach (var file in Folders.SelectMany(folder => Directory.GetFiles(Path.Combine(SourceFolder.Root, folder), "*.jsonl")).Order(StringComparer.Ordinal))
        {
            var acts = File.ReadLines(file).Count();
            for (var first = 0; first < acts; first += AtOnce)
                pages.Add(Path.GetRelativePath(SourceFolder.Root, file), first);
        }

        return pages;
    }

    [Theory]
    [MemberData(nameof(Pages))]
    public async Task Each_act_is_understood_as_it_is_written_down(string file, int first)
    {
        // Not here but beside: a reader that finds no end fails under its own name, once this test's time is over.
        var cancellationToken = TestContext.Current.CancellationToken;
        await Task.Run(() => Compare(file, first), cancellationToken).WaitAsync(cancellationToken);
    }

    private static void Compare(string file, int first)
    {
        var path = Path.Combine(SourceFolder.Root, file);
        var lines = File.ReadAllLines(path);
        var wrong = new List<string>();
        for (var line = first; line < Math.Min(first + AtOnce, lines.Length); line++)
        {
            var act = JsonElement.Parse(lines[line]);
            var (operation, arguments) = Act(act);
            var seen = JudgedPlaces.Reader.Read(operation, arguments).Select(Said).ToArray();
            string[] known = act.TryGetProperty("facts", out var facts) ? [.. facts.EnumerateArray().Select(fact => fact.GetString()!)] : [];
            if (seen.SequenceEqual(known))
                continue;
            wrong.Add($"line {line + 1}: {arguments}\n  is read as  {string.Join("\n              ", seen)}\n  and not as  {string.Join("\n              ", known)}");
            lines[line] = Written(lines[line], seen);
        }

        if (wrong.Count > 0 && Environment.GetEnvironmentVariable("HYDRA_ACCEPT") == "1")
            File.WriteAllLines(path, lines);
        if (wrong.Count > 0)
            LastFailedFirst.Note(file, first);
        Assert.True(wrong.Count == 0, string.Join('\n', wrong));
    }

    /// <summary>A whole act; or a command in a folder of its own, or a statement for a database, which most are.</summary>
    private static (string Operation, JsonElement Arguments) Act(JsonElement line) =>
        line.TryGetProperty("command", out var command) ? ("shell.run", JsonSerializer.SerializeToElement(new { command, workingDirectory = "/srv/work/project" }))
        : line.TryGetProperty("sql", out var sql) ? ("database.execute", JsonSerializer.SerializeToElement(new { sql, database = "shop" }))
        : (line.GetProperty("operation").GetString()!, line.GetProperty("arguments"));

    /// <summary>The facts stand last, and all before them stays as somebody wrote it.</summary>
    private static string Written(string line, string[] facts)
    {
        const string Begin = ", \"facts\": [";
        var head = line.IndexOf(Begin, StringComparison.Ordinal) is >= 0 and var at ? line[..at] : line[..^1];
        return $"{head}{Begin}{string.Join(", ", facts.Select(fact => JsonSerializer.Serialize(fact, Plain)))}]}}";
    }

    private static string Said(Fact fact) => fact.Subject is null ? $"{fact.Name}: {fact.Detail}" : $"{fact.Name} ({fact.Subject}): {fact.Detail}";
}
