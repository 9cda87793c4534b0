using System.Text.Json;
using HydraBot.Inference.Routing;
using HydraBot.Memory.Embeddings;
using HydraBot.Tests.Doors.Http;
using HydraBot.Tests.Inference.Gateway;
using Xunit;

namespace HydraBot.Tests.Inference.Routing;

/// <summary>Who answers where the choice is left to the house, and that it says why.</summary>
public sealed class RoutingTests
{
    [Fact]
    public async Task The_cheapest_the_first_and_the_least_busy_are_asked_by_their_names()
    {
        await using var house = await GatewayHouse.OpenAsync(2, "--Inference:Endpoints:0:Prices:*:Input=10", "--Inference:Endpoints:1:Prices:*:Input=1");

        Assert.Equal("attic", Endpoint(await AskAsync(house, "hydra/fixed")));
        Assert.Equal("cellar", Endpoint(await AskAsync(house, "hydra/cheapest")));
        Assert.Equal("cheapest", (await AskAsync(house, "hydra/cheapest")).Headers.GetValues("X-HydraBot-Route").Single());
        var busy = new TaskCompletionSource();
        var begun = new TaskCompletionSource();
        house.Server.Serve = async (context, _) =>
        {
            await context.SendAsync(Answering.Word("one"));
            begun.TrySetResult();
            await busy.Task;
            await context.SendAsync(Answering.End);
        };
        using var first = await house.BeginAsync(Body("hydra/fixed"), TestContext.Current.CancellationToken);
        await begun.Task;
        Assert.Equal("cellar", Endpoint(await AskAsync(house, "hydra/least-busy")));
        busy.SetResult();
    }

    [Fact]
    public async Task The_fastest_is_the_one_that_was_measured_to_be()
    {
        await using var house = await GatewayHouse.OpenAsync(2);
        house.Server.Answer = async exchange =>
        {
            await Task.Delay(TimeSpan.FromMilliseconds(300), TimeProvider.System, exchange.Gone);
            await exchange.SayAsync("slow");
        };
        await AskAsync(house, "attic/small");
        await AskAsync(house, "cellar/small");

        Assert.Equal("cellar", Endpoint(await AskAsync(house, "hydra/fastest")));
    }

    [Fact]
    public async Task A_model_that_fails_is_followed_by_its_fallback()
    {
        await using var house = await GatewayHouse.OpenAsync(2, "--Inference:Routing:Fallbacks:large:0=small", "--Inference:Retries=0");
        house.Server.ModelNames = ["large"];
        house.Server.Serve = (context, _) => context.JsonAsync("{}", 500);

        Assert.Equal("cellar", Endpoint(await AskAsync(house, "large")));
    }

    [Theory]
    [InlineData("0", "attic", "weak: ")]
    [InlineData("1", "cellar", "strong: ")]
    public async Task The_learned_policy_keeps_as_much_quality_as_it_is_told_and_says_why(string quality, string endpoint, string why)
    {
        await using var house = await GatewayHouse.OpenAsync(
            2, "--Inference:Routing:Policy=Learned", "--Inference:Routing:Weak=attic/small", "--Inference:Routing:Strong=cellar/small", $"--Inference:Routing:Quality={quality}");

        var answer = await AskAsync(house, "hydra");

        Assert.Equal(endpoint, Endpoint(answer));
        Assert.StartsWith(why, answer.Headers.GetValues("X-HydraBot-Route").Single(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_canary_answers_its_share()
    {
        await using var house = await GatewayHouse.OpenAsync(2, "--Inference:Routing:Canary=1", "--Inference:Routing:CanaryModel=cellar/small");

        Assert.Equal("cellar", Endpoint(await AskAsync(house, "small")));
    }

    [Fact]
    public void More_quality_never_means_fewer_calls_of_the_strong_model()
    {
        var model = RoutingModel.Built();
        Assert.NotNull(model);
        Assert.Equal(PromptTraits.Count(WordVectors.Built()) + 1, model.Weights.Length);
        var thresholds = Enumerable.Range(0, 21).Select(step => model.ThresholdFor(step / 20.0)).ToArray();
        Assert.All(thresholds.Zip(thresholds.Skip(1)), pair => Assert.True(pair.First >= pair.Second));
        Assert.Equal(0, model.ThresholdFor(1));
    }

    private static Task<Answer> AskAsync(GatewayHouse house, string model) => house.ChatAsync(Body(model));

    private static string Body(string model) => $$"""{"model":{{JsonSerializer.Serialize(model)}},"stream":true,"messages":[{"role":"user","content":"Hello?"}]}""";

    private static string? Endpoint(Answer answer) => answer.Headers.TryGetValues("X-HydraBot-Endpoint", out var names) ? names.Single() : answer.Text;
}
