using HydraBot.Governance.Operations;
using HydraBot.Hosting;
using HydraBot.Hosting.Secrets;
using HydraBot.IntegrationTests.Support;
using HydraBot.Law;
using HydraBot.Plans;
using HydraBot.Plans.Stored;
using HydraBot.Storage;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Xunit;

namespace HydraBot.IntegrationTests.Plans;

/// <summary>Plans in a database: one runs at a time, each state changes once, and nothing is lost.</summary>
public abstract class PlanStoreTests
{
    private static readonly DateTimeOffset Evening = new(2026, 6, 1, 22, 0, 0, TimeSpan.Zero);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_plan_is_kept_from_its_first_item_to_its_end()
    {
        await using var backend = await CreateAsync();
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        builder.Configuration.AddInMemoryCollection(backend.Settings);
        builder.AddSecretMask().AddStorage().AddLaw().AddPlans().AddOperationCatalog();
        using var house = builder.Build();
        await house.Services.GetRequiredService<Database>().OpenAsync(Token);
        var store = house.Services.GetRequiredService<PlanStore>();
        Assert.Null(await store.LatestAsync(Token));

        var plan = (await store.AddAsync(New("one", "two", "three"), Token))!;
        Assert.Equal(1, plan.Number);
        Assert.Null(await store.AddAsync(New("another"), Token));
        var request = Guid.CreateVersion7();
        Assert.True(await store.BeginAsync(1, plan.Items[0], request, Evening, Token));
        Assert.False(await store.BeginAsync(1, plan.Items[0], request, Evening, Token));
        var begun = (await store.RunningAsync(Token))!.Items[0];
        Assert.Equal((PlanItemState.Begun, request, 1, Evening), (begun.State, begun.RequestId, begun.Turns, begun.BegunAt));
        Assert.True(await store.SettleAsync(1, begun, new ItemEnd(PlanItemState.Done, "Done – grüße.", 2, 30), Evening, Token));
        Assert.False(await store.SettleAsync(1, begun, new ItemEnd(PlanItemState.Failed, "", 1), Evening, Token));
        await store.TickAsync(1, 1, PlanTick.Ticked, Token);

        Assert.True(await store.BeginAsync(1, plan.Items[1], Guid.CreateVersion7(), Evening, Token));
        Assert.True(await store.EndAsync(1, PlanState.TimeUp, "Its stop time came.", Evening.AddHours(8), Token));
        Assert.False(await store.EndAsync(1, PlanState.Stopped, "", Evening, Token));
        Assert.False(await store.BeginAsync(1, plan.Items[2], Guid.CreateVersion7(), Evening, Token));
        // What only looked and was cut off would be open again; the plan is over.
        Assert.True(await store.SettleAsync(1, (await store.LatestAsync(Token))!.Items[1], new ItemEnd(PlanItemState.Open, ""), Evening, Token));

        var ended = Assert.Single(await store.OpenAsync(Token));
        Assert.Equal([PlanItemState.Done, PlanItemState.NotReached, PlanItemState.NotReached], ended.Items.Select(item => item.State));
        Assert.Equal((2, 30, PlanState.TimeUp, "Its stop time came.", "Olga", "/plans/a.md"), (ended.Steps, ended.Tokens, ended.State, ended.Why, ended.Caller.Name, ended.File));
        Assert.Equal(("Done – grüße.", PlanTick.Ticked, 1), (ended.Items[0].Told, ended.Items[0].Tick, ended.Items[0].Line));
        await store.ReportedAsync(1, Token);
        Assert.True(await store.IsReportedAsync(1, Token));
        Assert.Empty(await store.OpenAsync(Token));
        Assert.Single(await store.SinceAsync(Evening, Token));
        Assert.Empty(await store.SinceAsync(Evening.AddHours(9), Token));

        Assert.True(await store.ResumeAsync(ended with { MostSteps = 9 }, Token));
        Assert.False(await store.ResumeAsync(ended, Token));
        var resumed = (await store.RunningAsync(Token))!;
        Assert.Equal([PlanItemState.Done, PlanItemState.Open, PlanItemState.Open], resumed.Items.Select(item => item.State));
        Assert.Equal((9, 2, (DateTimeOffset?)null), (resumed.MostSteps, resumed.Steps, resumed.EndedAt));
        Assert.Equal(2, (await EndAndAddAsync(store)).Number);
    }

    private protected abstract Task<Backend> CreateAsync();

    private static async Task<Plan> EndAndAddAsync(PlanStore store)
    {
        await store.EndAsync(1, PlanState.Stopped, "", Evening, Token);
        return (await store.AddAsync(New("next"), Token))!;
    }

    private static Plan New(params string[] items) => new()
    {
        Number = 0,
        State = PlanState.Running,
        Caller = new Caller(CallerKind.Member, "7", "Olga", AccessLevel.Owner),
        File = "/plans/a.md",
        Until = Evening.AddHours(8),
        MostSteps = 5,
        MostTokens = 100,
        Steps = 0,
        Tokens = 0,
        Why = "",
        StartedAt = Evening,
        Items = [.. items.Select((text, index) => new PlanItem { Place = index + 1, Text = text, Line = index + 1, Operation = index == 0 ? "container.list" : null, Arguments = index == 0 ? "{}" : null })],
    };
}

/// <summary>In a SQLite file.</summary>
public sealed class SqlitePlanStoreTests : PlanStoreTests
{
    private protected override Task<Backend> CreateAsync() => Task.FromResult<Backend>(new SqliteBackend());
}

/// <summary>In PostgreSQL.</summary>
public sealed class PostgresqlPlanStoreTests : PlanStoreTests
{
    private protected override async Task<Backend> CreateAsync() => await PostgresqlBackend.CreateAsync();
}
