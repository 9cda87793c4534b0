using System.Net;
using System.Text.Json;
using HydraBot.Testing.Drivers;
using HydraBot.Testing.Models;
using HydraBot.Tests.Doors.Http;
using Xunit;
using static HydraBot.Tests.Plans.PlanHouse;

namespace HydraBot.Tests.Plans;

/// <summary>A plan is worked through while its owner sleeps, and in the morning the truth is told about each item.</summary>
public sealed class NightTests
{
    [Fact]
    public async Task Of_ten_items_each_comes_to_its_own_end_and_the_briefing_tells_the_truth()
    {
        await using var house = await OpenAsync();
        house.Server.Answer = exchange => LastUser(exchange).Contains("How does the cache do", StringComparison.Ordinal)
            ? HasResult(exchange) ? exchange.SayAsync("It does well.\n", "DONE: the cache holds nothing yet.") : CallAsync(exchange, "inference_cache", "{}")
            : exchange.SayAsync("I would rather talk about the weather.");

        await house.StartAsync(new
        {
            goals = """
                # Tonight
                1. `container.echo {"text": "hello"}`
                2. `container.touch`
                3. `forbidden.touch`
                4. `container.poke {"name": "jellyfin"}`
                5. `container.poke {"name": "nobody"}`
                6. `container.fail`
                - [ ] How does the cache do?
                - [x] Something of yesterday
                * Make the house nicer
                `container.bug`

                `container.echo {"text": "goodbye"}`
                """,
        });
        await house.UntilAsync(10, "done");
        await house.VoteAsync("jellyfin");
        await house.UntilAsync(4, "done");
        house.Time.Advance(TimeSpan.FromMinutes(61));
        var plan = await house.Time.UntilAsync(house.EndedAsync(), TimeSpan.FromSeconds(1), TestContext.Current.CancellationToken);

        string[] states = ["done", "done", "refused", "done", "refused", "failed", "done", "unsure", "failed", "done"];
        Assert.Equal(states, plan.GetProperty("items").EnumerateArray().Select(item => item.GetProperty("state").GetString()));
        Assert.Equal("finished", plan.GetProperty("state").GetString());
        Assert.Equal("There is no container 'x'; there are a, b.", Told(plan, 6));
        Assert.Equal("Nobody decided in time, which is a no.", Told(plan, 5));
        Assert.Equal("the cache holds nothing yet.", Told(plan, 7));
        Assert.StartsWith("The model did not say whether it is done", Told(plan, 8), StringComparison.Ordinal);
        Assert.Equal(2, house.Door.Operations.Effects);
        Assert.Equal(11, plan.GetProperty("steps").GetInt32());
        Assert.Equal(36, plan.GetProperty("tokens").GetInt32());

        var night = await house.BriefingAsync();
        var section = night.GetProperty("sections").EnumerateArray().Single(section => section.GetProperty("heading").GetString() == "Work plan");
        var lines = section.GetProperty("lines").EnumerateArray().Select(line => line.GetString()!).ToArray();
        Assert.Equal("Plan 1: 5 of 10 done, finished. Nothing is left to do.", lines[0]);
        foreach (var (index, state) in states.Index())
            Assert.Contains(lines, line => line.StartsWith($"Plan 1, item {index + 1}, ", StringComparison.Ordinal) && line.Contains(state == "unsure" ? ": not clear, look at it. " : $": {state}. ", StringComparison.Ordinal));
        Assert.Contains(night.GetProperty("needsYou").EnumerateArray(), line => line.GetString()!.StartsWith("Plan 1, item 8, Make the house nicer: not clear, look at it.", StringComparison.Ordinal));
        await house.UntilAsync(_ => house.Cards["plan-1"].Title == "Plan 1: 5 of 10 done, finished");
        Assert.Contains("⛔ 3. `forbidden.touch`: refused.", house.Cards["plan-1"].Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_done_is_asked_for_by_its_owner_and_by_nobody_with_more_access()
    {
        await using var house = await OpenAsync();
        Assert.Equal(HttpStatusCode.Forbidden, (await house.Door.PostAsync("/operations/plan.start", """{"goals": "`container.touch`"}""", DoorHouse.OperatorKey)).Status);

        await house.StartAsync(new { goals = "`container.touch`" });
        await house.EndedAsync();

        var entry = (await house.Door.AuditAsync()).First(entry => entry.TryGetProperty("operation", out var operation) && operation.GetString() == "container.touch");
        Assert.Equal("key", entry.GetProperty("caller").GetProperty("kind").GetString());
        Assert.Equal("master", entry.GetProperty("caller").GetProperty("id").GetString());
        Assert.Equal("schedule", entry.GetProperty("door").GetString());
        Assert.Equal("plan-1-1", entry.GetProperty("correlationId").GetString());
    }

    [Fact]
    public async Task A_model_that_wants_a_change_waits_for_people_and_goes_on_when_they_have_decided()
    {
        await using var house = await OpenAsync();
        house.Server.Answer = exchange =>
            LastUser(exchange).Contains("`container.touch` done", StringComparison.Ordinal) ? exchange.SayAsync("**DONE:** it is touched.")
            : HasResult(exchange) ? exchange.SayAsync("FAILED: it waits for people.")
            : CallAsync(exchange, "container_touch", "{}");

        await house.StartAsync(new { goals = "Touch something\n`container.echo {\"text\": \"meanwhile\"}`" });
        var plan = await house.UntilAsync(2, "done");
        Assert.Equal("waiting", State(plan, 1));
        Assert.Equal(0, house.Door.Operations.Effects);
        await house.VoteAsync("container.touch");
        plan = await house.EndedAsync();

        Assert.Equal("done", State(plan, 1));
        Assert.Equal("it is touched.", Told(plan, 1));
        Assert.Equal(1, house.Door.Operations.Effects);
    }

    [Fact]
    public async Task A_claim_that_the_record_does_not_show_is_no_tick()
    {
        await using var house = await OpenAsync();
        house.Server.Answer = exchange => HasResult(exchange) ? exchange.SayAsync("DONE: all is well.") : CallAsync(exchange, "forbidden_touch", "{}");

        await house.StartAsync(new { goals = "Touch what is forbidden" });
        var plan = await house.EndedAsync();

        Assert.Equal("unsure", State(plan, 1));
        Assert.StartsWith("The model says that it is done; the record says: `forbidden.touch` refused: ", Told(plan, 1), StringComparison.Ordinal);
    }

    [Fact]
    public async Task When_its_steps_are_used_up_it_ends_and_goes_on_when_it_gets_more()
    {
        await using var house = await OpenAsync();
        await house.StartAsync(new { goals = "`container.touch`\n`container.touch`\n`container.touch`", steps = 2 });
        var plan = await house.EndedAsync();
        Assert.Equal("budgetUp", plan.GetProperty("state").GetString());
        Assert.Equal("Its 2 steps are used up.", plan.GetProperty("why").GetString());
        Assert.Equal("notReached", State(plan, 3));

        Assert.Equal(HttpStatusCode.OK, (await house.Door.PostAsync("/operations/plan.resume", """{"steps": 5}""")).Status);
        plan = await house.EndedAsync();

        Assert.Equal("finished", plan.GetProperty("state").GetString());
        Assert.Equal(3, house.Door.Operations.Effects);
        Assert.Contains("everything was reached", (await house.Door.PostAsync("/operations/plan.resume")).Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task When_its_tokens_are_used_up_no_model_is_asked_any_more()
    {
        await using var house = await OpenAsync();
        house.Server.Answer = exchange => exchange.SayAsync("DONE: easily.");
        await house.StartAsync(new { goals = "One thing\nAnother thing", tokens = 10 });
        var plan = await house.EndedAsync();
        Assert.Equal(("budgetUp", "done", "notReached", 18), (plan.GetProperty("state").GetString(), State(plan, 1), State(plan, 2), plan.GetProperty("tokens").GetInt32()));
        Assert.Single(house.Server.Asked);
    }

    [Fact]
    public async Task At_its_stop_time_nothing_more_begins_and_what_waits_is_still_a_persons_to_decide()
    {
        await using var house = await OpenAsync();
        await house.StartAsync(new { goals = "`container.poke {\"name\": \"late\"}`\n`container.wait`\n`container.touch`", until = "2026-06-01T22:00:10Z" });
        await house.Door.Operations.Begun;
        house.Time.Advance(TimeSpan.FromSeconds(20));
        house.Door.Operations.LetItEnd();
        var plan = await house.EndedAsync();
        Assert.Equal(("timeUp", "waiting", "done", "notReached"), (plan.GetProperty("state").GetString(), State(plan, 1), State(plan, 2), State(plan, 3)));

        await house.VoteAsync("late");
        await house.UntilAsync(1, "done");
        Assert.Equal(1, house.Door.Operations.Effects);
    }

    [Fact]
    public async Task A_plan_that_is_stopped_cuts_what_runs_and_takes_back_what_waits()
    {
        await using var house = await OpenAsync();
        await house.StartAsync(new { goals = "`container.poke {\"name\": \"asked\"}`\n`container.hold`\n`container.touch`" });
        await house.Door.Operations.Begun;
        Assert.Contains("Plan 1 still runs", (await house.Door.PostAsync("/operations/plan.start", """{"goals": "`container.touch`"}""")).Detail, StringComparison.Ordinal);

        Assert.Equal(HttpStatusCode.OK, (await house.Door.PostAsync("/operations/plan.stop")).Status);
        var plan = await house.UntilAsync(plan => State(plan, 1) == "refused" && State(plan, 2) == "cutOff");

        Assert.Equal(("stopped", "master stopped it.", "notReached"), (plan.GetProperty("state").GetString(), plan.GetProperty("why").GetString(), State(plan, 3)));
        Assert.Equal("It was taken back before anybody decided.", Told(plan, 1));
        Assert.Empty((await house.Door.GetAsync("/approvals?state=pending")).Json.EnumerateArray());
        Assert.Equal("No plan runs.", (await house.Door.PostAsync("/operations/plan.stop")).Detail);
    }

    [Fact]
    public async Task The_emergency_stop_ends_a_plan_and_nothing_begins_again_by_itself()
    {
        await using var house = await OpenAsync();
        await house.StartAsync(new { goals = "`container.hold`\n`container.touch`" });
        await house.Door.Operations.Begun;
        await house.Door.PostAsync("/constitution/emergency/stop", """{"reason": "smoke"}""");
        var plan = await house.EndedAsync();
        Assert.Equal(("stopped", "The emergency stop was pulled.", "cutOff", "notReached"), (plan.GetProperty("state").GetString(), plan.GetProperty("why").GetString(), State(plan, 1), State(plan, 2)));
    }

    private static string LastUser(ModelExchange exchange) =>
        exchange.Question.GetProperty("messages").EnumerateArray().Last(message => message.GetProperty("role").GetString() == "user").GetProperty("content").ToString();

    private static bool HasResult(ModelExchange exchange) => exchange.Question.GetProperty("messages").EnumerateArray().Any(message => message.GetProperty("role").GetString() == "tool");

    private static async Task CallAsync(ModelExchange exchange, string tool, string arguments)
    {
        await exchange.EventAsync(JsonSerializer.Serialize(new
        {
            id = "1",
            @object = "chat.completion.chunk",
            created = 1,
            model = "small",
            choices = new[] { new { index = 0, delta = new { role = "assistant", tool_calls = new[] { new { index = 0, id = "t1", type = "function", function = new { name = tool, arguments } } } }, finish_reason = "tool_calls" } },
        }));
        await exchange.EventAsync("[DONE]");
    }
}
