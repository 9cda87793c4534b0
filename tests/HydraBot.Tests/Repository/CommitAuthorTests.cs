using HydraBot.Governance;
using HydraBot.Hosting.Writing;
using Xunit;

namespace HydraBot.Tests.Repository;

/// <summary>Who words a commit: a model where one answers well, else the rule; the model is sent no secret.</summary>
public sealed class CommitAuthorTests
{
    private const string Good = "fix(jellyfin): give it more time to start\n\nThe scan of the library takes longer than the check allowed.";

    [Theory]
    [InlineData(Good)]
    [InlineData($"```text\n{Good}\n```")]
    public async Task A_models_words_are_shown_with_its_name_before_they_are_committed(string said)
    {
        var writer = new Writer(said);
        await using var house = await RepositoryHouse.OpenAsync(writer);
        house.Write("jellyfin/compose.yaml", "start_period: 120s\n");

        var (card, draft) = await house.Road.DoneAsync("repository.draft", RepositoryHouse.Arguments(("why", "It was killed while it scanned.")));
        await house.Road.DoneAsync("repository.commit", RepositoryHouse.Arguments(("draft", draft.GetProperty("digest").GetString()!)));

        Assert.Contains("worded by attic/small", card.Footer, StringComparison.Ordinal);
        Assert.Contains("The scan of the library", card.Text, StringComparison.Ordinal);
        Assert.Equal($"{Good}\n\n", house.Git("log", "-1", "--format=%B"));
        var asked = Assert.Single(writer.Asked);
        Assert.Contains("start_period: 120s", asked, StringComparison.Ordinal);
        Assert.Contains("It was killed while it scanned.", asked, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("I changed some files for you!")]
    [InlineData("feat: a first line that goes on and on and on, much further than anybody reads in a log of commits")]
    [InlineData(null)]
    public async Task Where_no_model_answers_or_it_leaves_the_form_the_rule_words_it(string? said)
    {
        await using var house = await RepositoryHouse.OpenAsync(new Writer(said));
        house.Write("grafana/board.json", "{}");

        var (card, draft) = await house.Road.DoneAsync("repository.draft");

        Assert.Equal("feat(grafana): add board.json\n", draft.GetProperty("message").GetString());
        Assert.DoesNotContain("worded by", card.Footer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_difference_with_a_secret_in_it_goes_to_no_model_nor_does_any_where_that_is_switched_off()
    {
        var writer = new Writer(Good);
        await using (var house = await RepositoryHouse.OpenAsync(writer))
        {
            house.Write("app/.env", $"API_TOKEN=ghp_{new string('a', 20)}B7c9D1e3F5g7H9i1\n");
            await house.Road.DoneAsync("repository.draft");
        }

        await using (var house = await RepositoryHouse.OpenAsync(writer, ("Repository:ModelMessages", "false")))
        {
            house.Write("a", "1");
            await house.Road.DoneAsync("repository.draft");
        }

        Assert.Empty(writer.Asked);
    }

    private sealed class Writer(string? says) : IModelWriter
    {
        public List<string> Asked { get; } = [];

        public Task<WrittenText?> WriteAsync(Clearance clearance, string instructions, string material, TimeSpan limit, CancellationToken cancellationToken)
        {
            Asked.Add(material);
            return Task.FromResult(says is null ? null : new WrittenText(says, "attic/small"));
        }
    }
}
