using HydraBot.Governance.Operations;
using HydraBot.Testing;
using Xunit;

namespace HydraBot.Tests.Documents;

/// <summary>Nothing is there without a word about it.</summary>
public sealed class RoomTests(BuiltHouse house) : IClassFixture<BuiltHouse>
{
    public static TheoryData<string> Rooms =>
    [
        .. Directory.GetDirectories(Path.Combine(SourceFolder.Root, "src", "HydraBot"))
            .Select(folder => Path.GetFileName(folder)!).Where(folder => folder is not ("bin" or "obj" or "Properties")),
    ];

    [Theory]
    [MemberData(nameof(Rooms))]
    public void Every_room_has_a_page_that_names_its_folder(string room) =>
        Assert.Contains(Document.All, page => page.Spans.Any(span => $"{span}/".StartsWith($"src/HydraBot/{room}/", StringComparison.Ordinal)));

    [Fact]
    public void Every_operation_says_in_a_sentence_what_it_does() =>
        Assert.All(house.Catalog.All, operation => Assert.True(operation.Description.Contains(' ', StringComparison.Ordinal), $"{operation.Name}: '{operation.Description}'"));

    [Fact]
    public void Every_page_is_reached_from_the_first()
    {
        var reached = new HashSet<string>(StringComparer.Ordinal) { "README.md" };
        var open = new Queue<string>(reached);
        while (open.TryDequeue(out var name))
        {
            foreach (var target in Document.All.First(page => page.Name == name).Targets.Where(target => Document.All.Any(page => page.Name == target) && reached.Add(target)))
                open.Enqueue(target);
        }

        string[] lost = [.. Document.All.Select(page => page.Name).Except(reached)];
        Assert.Empty(lost);
    }
}
