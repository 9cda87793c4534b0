using System.Net;
using System.Text.Json;
using HydraBot.Memory.Documents;
using HydraBot.Tests.Doors.Http;
using Xunit;

namespace HydraBot.Tests.Memory;

/// <summary>Manuals and notes, read once and asked later.</summary>
public sealed class DocumentTests(DoorHouse house) : IClassFixture<DoorHouse>
{
    private const string Manual =
        """
        # Rack manual

        Everything that hums.

        ## UPS

        The battery of the UPS is an APC RBC7. It was fitted in 2024.

        ```yaml
        # Not a heading
        ups:

          driver: usbhid
        ```

        ## Cooling

        The fan of the rack is a Noctua NF-A14.

        ## To do
        """;

    [Fact]
    public void A_document_is_cut_at_its_headings_and_code_stays_whole()
    {
        var pieces = DocumentPieces.Cut(Manual);

        Assert.Equal(["Rack manual", "Rack manual > UPS", "Rack manual > Cooling", "Rack manual > To do"], pieces.Select(piece => piece.Heading));
        Assert.Contains("# Not a heading\nups:\n\n  driver: usbhid\n```", pieces[1].Text, StringComparison.Ordinal);
        Assert.Equal((7, 14), (pieces[1].FirstLine, pieces[1].LastLine));
        Assert.Equal("Rack manual > To do", pieces[3].Content);
        Assert.Empty(DocumentPieces.Cut(" \r\n\t\n"));
    }

    [Fact]
    public void Nothing_is_lost_of_any_text_and_no_piece_is_too_long()
    {
        var random = new Random(11);
        string[] starts = ["", "", "word ", "# ", "### ", "```", "  - ", "~~~", "|a|", "😀"];
        for (var round = 0; round < 200; round++)
        {
            var lines = Enumerable.Range(0, random.Next(1, 60))
                .Select(line => starts[random.Next(starts.Length)] + (random.Next(4) == 0 ? "" : Words(random, line, random.Next(30) == 0 ? 4000 : random.Next(1, 200)))).ToArray();
            var pieces = DocumentPieces.Cut(string.Join(random.Next(2) == 0 ? "\n" : "\r\n", lines));

            var kept = string.Concat(pieces.Select(piece => piece.Heading + piece.Text).SelectMany(text => text).Where(character => !char.IsWhiteSpace(character)));
            foreach (var word in lines.SelectMany(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries)).Where(word => word.StartsWith('w') && word.Length < DocumentPieces.Longest))
                Assert.Contains(word, kept, StringComparison.Ordinal);
            Assert.All(pieces, piece =>
            {
                Assert.InRange(piece.Text.Length, 0, DocumentPieces.Longest + 2);
                Assert.InRange(piece.FirstLine, 1, piece.LastLine);
                Assert.InRange(piece.LastLine, piece.FirstLine, lines.Length);
                Assert.True(piece.Content.IsNormalized(), "cut between the halves of a character");
            });
        }
    }

    [Fact]
    public async Task A_document_is_found_with_its_lines_and_a_newer_version_ends_what_changed()
    {
        const string name = "rack-manual.md";
        var first = await LearnAsync(name, Manual);
        Assert.Equal((4, 4, 0), Counts(first));
        Assert.Equal((4, 0, 0), Counts(await LearnAsync(name, Manual)));
        var battery = (await SearchAsync("which battery does the ups take"))[0];
        Assert.Equal("https://wiki.example/rack#L7-L14", battery.GetProperty("source").GetString());
        Assert.Equal("resource", battery.GetProperty("tier").GetString());
        var before = TimeProvider.System.GetUtcNow();

        Assert.Equal((4, 1, 1), Counts(await LearnAsync(name, Manual.Replace("Noctua NF-A14", "Arctic P14", StringComparison.Ordinal))));
        Assert.Contains("Arctic P14", Text((await SearchAsync("which fan cools the rack"))[0]), StringComparison.Ordinal);
        Assert.DoesNotContain(await SearchAsync("which fan cools the rack"), memory => Text(memory).Contains("Noctua", StringComparison.Ordinal));
        Assert.Contains(await SearchAsync("which fan cools the rack", $"&asOf={Uri.EscapeDataString(before.ToString("O", System.Globalization.CultureInfo.InvariantCulture))}"), memory => Text(memory).Contains("Noctua", StringComparison.Ordinal));

        // Back to the first version: what it says is true again.
        Assert.Equal((4, 0, 1), Counts(await LearnAsync(name, Manual)));
        Assert.Contains("Noctua", Text((await SearchAsync("which fan cools the rack"))[0]), StringComparison.Ordinal);
        var known = Assert.Single((await house.PostAsync("/operations/memory.documents", "{}")).Json.GetProperty("documents").EnumerateArray(), one => one.GetProperty("name").GetString() == name);
        Assert.Equal(first.GetProperty("sha256").GetString(), known.GetProperty("sha256").GetString());
        Assert.Empty((await house.PostAsync("/operations/memory.documents", "{}", DoorHouse.ViewerKey)).Json.GetProperty("documents").EnumerateArray());
    }

    [Fact]
    public async Task A_whole_document_is_forgotten_with_every_version_and_no_byte_of_it_stays()
    {
        await using var own = new DoorHouse();
        await own.InitializeAsync();
        var (name, first, second) = ($"d{Guid.CreateVersion7():N}.md", $"w{Guid.CreateVersion7():N}", $"w{Guid.CreateVersion7():N}");
        await LearnAsync(own, name, $"# Old\n\nThe pump is called {first}.\n\n# Same\n\nThe hose is blue.");
        await LearnAsync(own, name, $"# New\n\nThe pump is called {second}.\n\n# Same\n\nThe hose is blue.");
        var kept = (await own.PostAsync("/memory", """{"content":"The hose of the garden is green"}""")).Json.GetProperty("id").GetGuid();
        Assert.Contains("yours to forget", (await own.PostAsync("/operations/memory.forget", JsonSerializer.Serialize(new { document = name }), DoorHouse.ViewerKey)).Detail, StringComparison.Ordinal);
        Assert.Contains("either one memory", (await own.PostAsync("/operations/memory.forget", "{}")).Detail, StringComparison.Ordinal);

        var answer = await own.PostAsync("/operations/memory.forget", JsonSerializer.Serialize(new { document = name }));

        Assert.Equal(3, answer.Json.GetProperty("ids").GetArrayLength());
        Assert.Empty((await own.PostAsync("/operations/memory.documents", "{}")).Json.GetProperty("documents").EnumerateArray());
        Assert.Equal(kept, Assert.Single((await own.GetAsync("/memory/search?q=pump%20hose")).Json.EnumerateArray()).GetProperty("id").GetGuid());
        Assert.Empty((await own.GetAsync("/memory/search?q=pump%20hose&tiers=resource&asOf=2030-01-01")).Json.EnumerateArray());
        foreach (var file in Directory.EnumerateFiles(own.Storage, "*", SearchOption.AllDirectories).Where(file => !file.EndsWith(".lock", StringComparison.Ordinal)))
        {
            await using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            using var reader = new StreamReader(stream, System.Text.Encoding.Latin1);
            var text = await reader.ReadToEndAsync(TestContext.Current.CancellationToken);
            Assert.DoesNotContain(first, text, StringComparison.Ordinal);
            Assert.DoesNotContain(second, text, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("empty.md", " \n ", "holds no text")]
    [InlineData("line\nbreak", "text", "control characters")]
    [InlineData("fed-back.md", "<recalled-memory>what I said</recalled-memory>", "holds no text")]
    public async Task What_is_no_document_is_said_to_be_none(string name, string text, string expected)
    {
        var answer = await house.PostAsync("/operations/memory.learn", JsonSerializer.Serialize(new { name, text }));
        Assert.NotEqual(HttpStatusCode.OK, answer.Status);
        Assert.Contains(expected, answer.Detail, StringComparison.Ordinal);
    }

    private static string Words(Random random, int line, int length) => string.Join(' ', Enumerable.Range(0, (length / 12) + 1).Select(word => $"w{line}x{word}y{random.Next(99999)}"));

    private static (int, int, int) Counts(JsonElement learned) =>
        (learned.GetProperty("pieces").GetInt32(), learned.GetProperty("new").GetInt32(), learned.GetProperty("ended").GetInt32());

    private static string Text(JsonElement memory) => memory.GetProperty("content").GetString()!;

    private async Task<JsonElement> LearnAsync(string name, string text)
    {
        var answer = await house.PostAsync("/operations/memory.learn", JsonSerializer.Serialize(new { name, text, link = "https://wiki.example/rack", tags = new[] { "manuals" } }));
        Assert.Equal(HttpStatusCode.OK, answer.Status);
        return answer.Json;
    }

    private async Task<JsonElement[]> SearchAsync(string query, string more = "") =>
        [.. (await house.GetAsync($"/memory/search?q={Uri.EscapeDataString(query)}&tags=manuals{more}")).Json.EnumerateArray()];

    private static async Task LearnAsync(DoorHouse house, string name, string text) =>
        Assert.Equal(HttpStatusCode.OK, (await house.PostAsync("/operations/memory.learn", JsonSerializer.Serialize(new { name, text }))).Status);
}
