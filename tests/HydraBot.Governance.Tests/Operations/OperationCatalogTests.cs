using System.ComponentModel;
using System.Text.Json;
using HydraBot.Governance.Operations;
using HydraBot.Governance.Tests.Fakes;
using Xunit;

namespace HydraBot.Governance.Tests.Operations;

/// <summary>What the attributed methods of a room become, and what is said of those that are wrong.</summary>
public sealed class OperationCatalogTests
{
    [Fact]
    public void All_operations_stand_in_the_order_of_their_names()
    {
        var names = Catalog(typeof(Room)).All.Select(operation => operation.Name).ToArray();
        Assert.Equal(names.Order(StringComparer.Ordinal), names);
        Assert.True(names.Length > 2);
    }

    [Fact]
    public void What_comes_from_the_road_is_no_argument()
    {
        var catalog = Catalog(typeof(Room));
        Assert.Equal(["text"], Properties(catalog, "room.change"));
        Assert.Empty(Properties(catalog, "room.undoable"));
    }

    [Fact]
    public void Doors_are_shown_a_function_that_cannot_be_called()
    {
        Catalog(typeof(Room)).TryFind("room.look", out var look);
        Assert.Equal(("room.look", "Looks", null), (look!.Declaration.Name, look.Declaration.Description, look.Declaration.ReturnJsonSchema));
        Assert.Equal("integer", look.ResultSchema.GetProperty("type").GetString());
    }

    [Fact]
    public void Marks_of_parameters_are_known_by_the_parameters_name()
    {
        Catalog(typeof(Marked)).TryFind("marked.all", out var marked);
        Assert.Equal([KeyValuePair.Create("suggested", typeof(Words))], marked!.Suggestions);
        Assert.Equal(["withheld"], marked.Withheld);
        Assert.Equal(["attached"], marked.Attached);
    }

    [Theory]
    [InlineData(typeof(BadName), "BadName.Do: 'Bad.Name' is no operation name; names are dotted lower case, such as container.restart.")]
    [InlineData(typeof(NoClearance), "NoClearance.Do: an operation with effect Change takes a Clearance.")]
    [InlineData(typeof(NoDescription), "NoDescription.Do: an operation has a [Description], which is its help text on every door.")]
    [InlineData(typeof(NoResult), "NoResult.Do: an operation returns OperationResult<T>, or a task of it.")]
    [InlineData(typeof(OtherResult), "OtherResult.DoAsync: an operation returns OperationResult<T>, or a task of it.")]
    public void A_wrong_definition_is_named_with_what_is_allowed(Type room, string message) =>
        Assert.Equal(message, Assert.Throws<InvalidOperationException>(() => Catalog(room)).Message);

    [Fact]
    public void Two_operations_of_one_name_are_refused()
    {
        var refused = Assert.Throws<InvalidOperationException>(() => Catalog(typeof(Marked), typeof(MarkedToo)));
        Assert.Equal("Two operations are called marked.all.", refused.Message);
    }

    [Fact]
    public void Whoever_brings_an_operation_is_found_among_several()
    {
        Catalog(typeof(Room)).TryFind("room.look", out var look);
        var catalog = new OperationCatalog([], Activator.CreateInstance!, Road.Json, visiting: [new Visitor(), new Visitor(look)]);
        Assert.True(catalog.TryFind("room.look", out var found));
        Assert.Same(look, found);
        Assert.Equal([look], catalog.Visiting);
        Assert.False(catalog.TryFind("room.fly", out _));
    }

    [Fact]
    public async Task An_operation_that_returns_nothing_is_a_bug_that_the_log_names()
    {
        var road = await new Road(catalog: Catalog(typeof(Forgetful))).LoadedAsync();
        var failed = Assert.IsType<OperationOutcome.Failed>(await road.AskAsync("forgetful.look"));
        Assert.True(failed.IsBug);
        Assert.Contains(road.Lines.All, line => line.Exception?.Message == "Operation forgetful.look returned no result.");
    }

    /// <summary>With options of its own: functions of one method and the same options are made once in a process.</summary>
    private static OperationCatalog Catalog(params Type[] rooms) => new(rooms, room => Activator.CreateInstance(room)!, new JsonSerializerOptions(Road.Json));

    private static string[] Properties(OperationCatalog catalog, string name) =>
        catalog.TryFind(name, out var operation) && operation.Schema.TryGetProperty("properties", out var properties)
            ? [.. properties.EnumerateObject().Select(property => property.Name)]
            : [];

    private sealed class Words : ISuggestionSource
    {
        public IAsyncEnumerable<string> SuggestAsync(string typed, CancellationToken cancellationToken) => AsyncEnumerable.Empty<string>();
    }

#pragma warning disable CA1822 // Operations are methods of a room, whether or not they touch it.
    private sealed class Marked
    {
        [Operation("marked.all")]
        [Description("Has a parameter of each mark")]
        public OperationResult<int> Do([Suggest<Words>] string suggested, [Withheld] string withheld, [Attached] string attached, string plain) =>
            OperationResult.Of(suggested.Length + withheld.Length + attached.Length + plain.Length, new Card { Title = "done" });
    }

    private sealed class MarkedToo
    {
        [Operation("marked.all")]
        [Description("Has the name of another")]
        public OperationResult<int> Do() => OperationResult.Of(1, new Card { Title = "done" });
    }

    private sealed class BadName
    {
        [Operation("Bad.Name")]
        [Description("Does")]
        public OperationResult<int> Do() => OperationResult.Of(1, new Card { Title = "done" });
    }

    private sealed class NoClearance
    {
        [Operation("no.clearance", Effect = OperationEffect.Change)]
        [Description("Does")]
        public OperationResult<int> Do(string text) => OperationResult.Of(text.Length, new Card { Title = "done" });
    }

    private sealed class NoDescription
    {
        [Operation("no.description")]
        public OperationResult<int> Do() => OperationResult.Of(1, new Card { Title = "done" });
    }

    private sealed class NoResult
    {
        [Operation("no.result")]
        [Description("Does")]
        public int Do() => 1;
    }

    private sealed class OtherResult
    {
        [Operation("other.result")]
        [Description("Does")]
        public Task<int> DoAsync() => Task.FromResult(1);
    }

    private sealed class Forgetful
    {
        [Operation("forgetful.look")]
        [Description("Looks")]
        public OperationResult<int> Look() => null!;
    }
#pragma warning restore CA1822
}
