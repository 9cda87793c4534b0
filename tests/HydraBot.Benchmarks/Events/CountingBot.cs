using System.Diagnostics;
using System.Globalization;
using HydraBot.Discord;
using HydraBot.Discord.Gateway.Events;
using Microsoft.Extensions.Logging.Abstractions;

namespace HydraBot.Benchmarks.Events;

/// <summary>Counts messages with our client and says what its cache weighs: what count.mjs does with discord.js.</summary>
internal static class CountingBot
{
    public const string Verb = "counting-bot";

    public static async Task RunAsync(Uri api, string token)
    {
        var before = GC.GetTotalMemory(forceFullCollection: true);
        await using var client = new DiscordClient(
            new DiscordClientOptions
            {
                Token = token,
                ApiBaseUrl = new Uri($"{api.ToString().TrimEnd('/')}/v10"),
                Intents = GatewayIntents.Guilds | GatewayIntents.GuildMembers | GatewayIntents.GuildMessages | GatewayIntents.MessageContent,
                UserAgentUrl = "https://example.com/counting-bot",
                Compress = false,
                CachedMembers = 1_000_000,
                // The stream comes faster than any Discord: nothing of it is to be dropped here.
                EventsPerChannel = 1_000_000,
                EventsInAll = 1_000_000,
            },
            NullLoggerFactory.Instance);
        var guilds = 0;
        var members = 0;
        var messages = 0;
        long began = 0;
        client.On<GuildCreate>(async (guild, cancellationToken) =>
        {
            members += guild.Members?.Count ?? 0;
            if (++guilds < StreamServer.Guilds)
                return;
            await Task.Delay(TimeSpan.FromMilliseconds(500), TimeProvider.System, cancellationToken);
            await SayAsync($"cached {GC.GetTotalMemory(forceFullCollection: true) - before} {guilds} {members}");
        });
        client.On<MessageCreate>((message, _) =>
        {
            if (messages++ == 0)
                began = Stopwatch.GetTimestamp();
            return message.Content == StreamServer.LastWord ? SayAsync($"counted {messages} {Stopwatch.GetElapsedTime(began).TotalSeconds} {GC.GetTotalMemory(forceFullCollection: true) - before}") : Task.CompletedTask;
        });
        await client.RunAsync(CancellationToken.None);
    }

    private static Task SayAsync(FormattableString line) => Console.Out.WriteLineAsync(line.ToString(CultureInfo.InvariantCulture));
}
