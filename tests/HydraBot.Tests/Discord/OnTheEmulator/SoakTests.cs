using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json.Nodes;
using HydraBot.Discord;
using HydraBot.Discord.Interactions;
using HydraBot.Tests.DiscordEmulator.Raw;
using Xunit;

namespace HydraBot.Tests.Discord.OnTheEmulator;

/// <summary>
/// Something goes wrong every second while members use a command. A minute and a half here; <c>HYDRA_SOAK=3600</c> makes it an hour, and then the
/// line goes silent too, which takes a client most of a minute to notice.
/// </summary>
public class SoakTests
{
    private const int Usual = 90;
    private const string LastWord = "That is all.";
    private static readonly string[] Members = ["owner", "operator", "viewer"];

    private static readonly (string Kind, JsonNode? Value, int? Count)[] Faults =
    [
        ("drop", null, null), ("close", 4000, null), ("close", 4009, null), ("close", 1001, null), ("reconnect", null, null),
        ("invalid_session", "true", null), ("invalid_session", "false", null), ("garbage", 3, null), ("duplicate", 5, null), ("reorder", 5, null),
        ("slow", 20_000, null), ("delay", 150, null), ("rate_limit", "user", 2), ("rate_limit", "global", 1), ("rate_limit", "shared", 2),
        ("server_error", 500, 1), ("server_error", 503, 2), ("none", null, null), ("none", null, null), ("none", null, null),
    ];

    private static int Seconds =>
        int.TryParse(Environment.GetEnvironmentVariable("HYDRA_SOAK"), NumberStyles.None, CultureInfo.InvariantCulture, out var asked) ? asked : Usual;

    [Fact]
    public async Task Under_faults_every_second_each_interaction_is_answered_once_or_reported_expired_and_the_bot_comes_back()
    {
        var runs = new ConcurrentDictionary<string, int>();
        var unobserved = new ConcurrentQueue<Exception>();
        EventHandler<UnobservedTaskExceptionEventArgs> observe = (_, e) =>
        {
            if (e.Exception.ToString().Contains("HydraBot.Discord.", StringComparison.Ordinal))
                unobserved.Enqueue(e.Exception);
        };
        TaskScheduler.UnobservedTaskException += observe;
        await using var bot = await EmulatedBot.StartAsync(client => client.Interactions.OnCommand("ping", async (interaction, token) =>
        {
            var text = interaction.Data.Argument("text")!.AsText();
            runs.AddOrUpdate(text, 1, (_, before) => before + 1);
            await interaction.RespondAsync(text, cancellationToken: token);
        }));
        await bot.Client.Commands.SyncAsync(
            [new CommandDefinition { Name = "ping", Description = "Echoes", Options = [new CommandOption { Type = CommandOptionType.String, Name = "text", Description = "What", Required = true }] }],
            bot.GuildId, Patience.Token);
        var outages = new Outages(bot.Client);
        var listening = ListenAsync(bot);

        using var over = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        over.CancelAfter(TimeSpan.FromSeconds(Seconds));
        var troubling = TroubleAsync(bot.Desk, over.Token);
        var presses = (await Task.WhenAll(Members.Select(member => PressAsync(bot, member, over.Token)))).SelectMany(list => list).ToList();
        await troubling;
        await bot.Desk.FaultAsync("none");
        await bot.Client.WaitUntilReadyAsync(Patience.Token);

        await bot.Client.Rest.CreateMessageAsync(bot.ChannelId, LastWord, Patience.Token);
        var answers = await listening;
        Assert.All(presses.Where(press => press.Answered), press => Assert.Equal(1, answers.GetValueOrDefault(press.Text)));
        Assert.All(presses, press => Assert.InRange(answers.GetValueOrDefault(press.Text), 0, 1));
        Assert.All(runs, run => Assert.Equal(1, run.Value));
        while (bot.Errors.Reader.TryRead(out var failed))
            Assert.IsAssignableFrom<DiscordException>(failed.Exception);
        GC.Collect();
        GC.WaitForPendingFinalizers();
        TaskScheduler.UnobservedTaskException -= observe;
        Assert.Empty(unobserved);

        TestContext.Current.TestOutputHelper!.WriteLine(
            $"{presses.Count} interactions in {Seconds} s: {presses.Count(press => press.Answered)} answered, {presses.Count(press => !press.Answered)} reported expired; "
            + $"{bot.Client.State.Reconnects} reconnects, tried again after {outages.Pause(0.5):0.00} s (p50), {outages.Pause(0.99):0.00} s (p99), "
            + $"away for {outages.Away(0.5):0.00} s (p50), {outages.Away(0.99):0.00} s (p99)");
        Assert.True(presses.Count(press => press.Answered) > presses.Count / 2, "Most of the time the bot was there.");
        // Four seconds of backoff while Discord lets the bot in, up to five that it asks for after op 9, and what a busy machine adds.
        Assert.InRange(outages.Pause(0.99), 0, 6);
    }

    private static async Task TroubleAsync(Desk desk, CancellationToken over)
    {
        var random = new Random(11);
        while (!over.IsCancellationRequested)
        {
            var (kind, value, count) = Faults[random.Next(Faults.Length)];
            if (Seconds >= 600 && random.Next(120) == 0)
                (kind, value, count) = ("silent", null, null);
            await desk.FaultAsync(kind, value?.DeepClone(), count: count);
            // The pace of the faults is the test's subject, not a wait for something.
            await Task.Delay(TimeSpan.FromSeconds(1), TimeProvider.System, over).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    /// <summary>One member, who waits for the outcome of each command before the next.</summary>
    private static async Task<List<(string Text, bool Answered)>> PressAsync(EmulatedBot bot, string member, CancellationToken over)
    {
        await using var gateway = await bot.Desk.LogInAsync(member);
        var presses = new List<(string, bool)>();
        await using var heart = new Heart(gateway);
        for (var number = 0; !over.IsCancellationRequested; number++)
        {
            var text = $"{member} {number}";
            var nonce = $"{member[..2]}{number}";
            var sent = await Press.CommandAsync(
                bot.Desk, member, bot.Channel, "ping", [new JsonObject { ["type"] = 3, ["name"] = "text", ["value"] = text }], nonce: nonce);
            Assert.Equal(204, (int)sent.Status);
            var outcome = await gateway.NextAsync(message =>
                message["t"]?.GetValue<string>() is "INTERACTION_SUCCESS" or "INTERACTION_FAILURE" && message["d"]!["nonce"]?.ToString() == nonce);
            presses.Add((text, outcome["t"]!.GetValue<string>() == "INTERACTION_SUCCESS"));
            gateway.Forget();
        }
        return presses;
    }

    /// <summary>Counts what the bot says in the channel until it says the last word.</summary>
    private static async Task<Dictionary<string, int>> ListenAsync(EmulatedBot bot)
    {
        await using var gateway = await bot.Desk.LogInAsync("guest");
        // A line that goes silent is noticed by the second heartbeat that nobody answers, 83 s after the last that somebody did; then the bot must come back.
        gateway.Patience = TimeSpan.FromMinutes(3);
        await using var heart = new Heart(gateway);
        var answers = new Dictionary<string, int>();
        while (true)
        {
            var said = (await gateway.EventAsync("MESSAGE_CREATE"))["content"]!.GetValue<string>();
            if (said == LastWord)
                return answers;
            answers[said] = answers.GetValueOrDefault(said) + 1;
            gateway.Forget();
        }
    }

    /// <summary>Keeps a raw connection alive, also while nothing goes over it.</summary>
    private sealed class Heart : IAsyncDisposable
    {
        private readonly CancellationTokenSource _over = new();
        private readonly Task _beating;

        public Heart(RawGateway gateway) => _beating = BeatAsync(gateway);

        public async ValueTask DisposeAsync()
        {
            await _over.CancelAsync();
            await _beating;
            _over.Dispose();
        }

        private async Task BeatAsync(RawGateway gateway)
        {
            using var timer = new PeriodicTimer(TimeSpan.FromSeconds(20));
            try
            {
                while (await timer.WaitForNextTickAsync(_over.Token))
                    await gateway.SendAsync(1, gateway.Sequence);
            }
            catch (OperationCanceledException) when (_over.IsCancellationRequested)
            {
                // Nobody listens any more.
            }
        }
    }
}
