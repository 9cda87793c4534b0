using HydraBot.Discord;
using HydraBot.Discord.Gateway;
using HydraBot.Discord.Interactions;
using HydraBot.Discord.Model;
using Microsoft.Extensions.Logging.Abstractions;

namespace HydraBot.Benchmarks.RoundTrip;

/// <summary>What the peer is in discord.js, on our client alone: one command, one embed.</summary>
internal static class SmallestBot
{
    public const string Verb = "smallest-bot";

    public static async Task RunAsync(Uri api, string token, string guild)
    {
        await using var client = new DiscordClient(
            new DiscordClientOptions
            {
                Token = token,
                ApiBaseUrl = new Uri($"{api.ToString().TrimEnd('/')}/v10"),
                Intents = GatewayIntents.Guilds,
                UserAgentUrl = "https://example.com/smallest-bot",
            },
            NullLoggerFactory.Instance);
        var answer = new MessagePayload
        {
            Embeds = [new Embed { Title = "Constitution", Description = "The law", Fields = [new EmbedField("Version", "1", inline: true)] }],
        };
        client.Interactions.OnCommand("client", (interaction, stopping) => interaction.RespondAsync(answer, cancellationToken: stopping));
        var running = client.RunAsync(CancellationToken.None);
        await client.WaitUntilReadyAsync(CancellationToken.None);
        await client.Commands.SyncAsync([new CommandDefinition { Name = "client", Description = "Answers with one embed" }], Snowflake.Parse(guild), CancellationToken.None);
        await Console.Out.WriteLineAsync("ready");
        await running;
    }
}
