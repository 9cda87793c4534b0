using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json.Nodes;
using HydraBot.Discord;
using HydraBot.Discord.Interactions;
using HydraBot.Testing;
using HydraBot.Tests.DiscordEmulator.Raw;
using Xunit;

namespace HydraBot.Tests.Discord.OnTheEmulator;

/// <summary>
/// Something goes wrong every second while members use a command. A minute and a half here; <c>HYDRA_SOAK=3600</c> makes it an hour, and then the
/// line goes silent too, which takes a client most of a minute to notice, and this process, which holds the client and not the emulator, may not grow.
/// </summary>
public class SoakTests
{
    private const int Usual = 90;
    private const int MostASecond = 500;

    /// <summary>In bytes: what the runtime keeps for itself.</summary>
    private const long HeapMargin = 4_000_000;

    private const string LastWord = "That is all.";
    private static readonly string Apology = new DiscordClientOptions { Token = "" }.FailureReply;
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

    private static bool IsAlone => Seconds >= 600;

    [Fact]
    public async Task Under_faults_every_second_each_interaction_is_answered_once_or_reported_expired_and_the_bot_comes_back()
    {
        var ledger = new InteractionLedger(Seconds * MostASecond, Apology);
        var unobserved = new ConcurrentQueue<Exception>();
        EventHandler<UnobservedTaskExceptionEventArgs> observe = (_, e) =>
        {
            if (e.Exception.ToString().Contains("HydraBot.Discord.", StringComparison.Ordinal))
                unobserved.Enqueue(e.Exception);
        };
        TaskScheduler.UnobservedTaskException += observe;
        using var outages = new Outages();
        await using var bot = await EmulatedBot.StartAsync(client => client.Interactions.OnCommand("ping", async (interaction, token) =>
        {
            var text = interaction.Data.Argument("text")!.AsText();
            ledger.Ran(interaction.Interaction.Id.Value);
            await interaction.RespondAsync(text, cancellationToken: token);
        }), loggers: outages, apart: true);
        await bot.Client.Commands.SyncAsync(
            [new CommandDefinition { Name = "ping", Description = "Echoes", Options = [new CommandOption { Type = CommandOptionType.String, Name = "text", Description = "What", Required = true }] }],
            bot.GuildId, Patience.Token);
        outages.Watch(bot.Client);
        var failing = CountFailuresAsync(bot);
        var random = new Random(11);
        // How much is held after a third, against the end, is what is measured; both times when nothing is under way.
        await RunAsync(bot, ledger, random, TimeSpan.FromSeconds(Seconds / 3.0));
        var early = Footprint.Now();
        await RunAsync(bot, ledger, random, TimeSpan.FromSeconds(Seconds * 2 / 3.0));
        var late = Footprint.Now();
        bot.Errors.Writer.Complete();
        Assert.Empty(ledger.Complaints);
        // Whoever is told that something went wrong is told the truth.
        Assert.InRange(ledger.Apologies, 0, await failing);
        GC.Collect();
        GC.WaitForPendingFinalizers();
        TaskScheduler.UnobservedTaskException -= observe;
        Assert.Empty(unobserved);

        TestContext.Current.TestOutputHelper!.WriteLine(
            $"{ledger.Answered + ledger.Expired} interactions in {Seconds} s: {ledger.Answered} answered ({ledger.Apologies} by an apology), {ledger.Expired} reported expired; "
            + $"{bot.Client.State.Reconnects} reconnects, tried again after {outages.Pause(0.5):0.00} s (p50), {outages.Pause(0.99):0.00} s (p99), at most {outages.Late(1):0.00} s later than announced, "
            + $"away for {outages.Away(0.5):0.00} s (p50), {outages.Away(0.99):0.00} s (p99); held {early} after a third and {late} at the end");
        Assert.True(ledger.Answered > ledger.Expired, "Most of the time the bot was there.");
        // What it announces is the backoff's (up to four seconds while Discord lets the bot in, longer when not), or what Discord asks for after op 9; beyond it is what a busy machine adds.
        Assert.InRange(outages.Late(0.5), -0.1, 0.5);
        Assert.InRange(outages.Late(0.99), -0.1, 3);
        Assert.InRange(outages.Pause(0.5), 0, 5);
        // Beside other tests it would be their memory.
        if (IsAlone)
            Assert.InRange(late.HeapBytes - early.HeapBytes, long.MinValue, HeapMargin);
    }

    /// <summary>Members press and faults come for a time; then all that was begun is brought to its end.</summary>
    private static async Task RunAsync(EmulatedBot bot, InteractionLedger ledger, Random random, TimeSpan time)
    {
        var listening = ListenAsync(bot, ledger);
        using var over = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        over.CancelAfter(time);
        var troubling = TroubleAsync(bot.Desk, random, over.Token);
        await Task.WhenAll(Members.Select(member => PressAsync(bot, member, ledger, over.Token)));
        await troubling;
        await bot.Desk.FaultAsync("none");
        await bot.Client.WaitUntilReadyAsync(Patience.Token);
        await bot.Client.Rest.CreateMessageAsync(bot.ChannelId, LastWord, Patience.Token);
        await listening;
        ledger.Close();
    }

    /// <summary>How often the bot's handler failed, which it may only do with Discord's own word.</summary>
    private static async Task<int> CountFailuresAsync(EmulatedBot bot)
    {
        var failures = 0;
        await foreach (var failed in bot.Errors.Reader.ReadAllAsync())
        {
            Assert.IsAssignableFrom<DiscordException>(failed.Exception);
            failures++;
        }

        return failures;
    }

    private static async Task TroubleAsync(Desk desk, Random random, CancellationToken over)
    {
        while (!over.IsCancellationRequested)
        {
            var (kind, value, count) = Faults[random.Next(Faults.Length)];
            if (IsAlone && random.Next(120) == 0)
                (kind, value, count) = ("silent", null, null);
            await desk.FaultAsync(kind, value?.DeepClone(), count: count);
            // The pace of the faults is the test's subject, not a wait for something.
            await Task.Delay(TimeSpan.FromSeconds(1), TimeProvider.System, over).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    /// <summary>One member, who waits for the outcome of each command before the next. What only this member may see is read here.</summary>
    private static async Task PressAsync(EmulatedBot bot, string member, InteractionLedger ledger, CancellationToken over)
    {
        await using var gateway = await bot.Desk.LogInAsync(member);
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
            ledger.Told(Id(outcome["d"]!["id"]!), text, outcome["t"]!.GetValue<string>() == "INTERACTION_SUCCESS");
            foreach (var message in gateway.Received.Where(IsMessage).Select(message => message["d"]!).Where(IsEphemeral))
                Note(ledger, message);
            gateway.Forget();
        }
    }

    /// <summary>Reads what the bot says in the channel until it has said the last word, and has said what it was still thinking about.</summary>
    private static async Task ListenAsync(EmulatedBot bot, InteractionLedger ledger)
    {
        await using var gateway = await bot.Desk.LogInAsync("guest");
        // A line that goes silent is noticed by the second heartbeat that nobody answers, 83 s after the last that somebody did; then the bot must come back.
        gateway.Patience = TimeSpan.FromMinutes(3);
        await using var heart = new Heart(gateway);
        for (var isOver = false; !isOver || ledger.IsThinking; gateway.Forget())
        {
            var message = (await gateway.NextAsync(IsMessage))["d"]!;
            isOver |= message["content"]!.GetValue<string>() == LastWord;
            Note(ledger, message);
        }
    }

    private static bool IsMessage(JsonNode received) => received["t"]?.GetValue<string>() is "MESSAGE_CREATE" or "MESSAGE_UPDATE";

    private static bool IsEphemeral(JsonNode message) => (message["flags"]!.GetValue<int>() & 64) != 0;

    private static ulong Id(JsonNode id) => ulong.Parse(id.ToString(), CultureInfo.InvariantCulture);

    private static void Note(InteractionLedger ledger, JsonNode message)
    {
        if (message["interaction_metadata"]?["id"] is { } interaction)
            ledger.Said(Id(interaction), message["id"]!.ToString(), message["content"]!.GetValue<string>());
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
