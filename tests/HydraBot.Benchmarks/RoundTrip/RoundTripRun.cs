using System.Diagnostics;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using HydraBot.DiscordEmulator;
using HydraBot.Testing.Drivers;
using Microsoft.Extensions.Logging.Abstractions;

namespace HydraBot.Benchmarks.RoundTrip;

/// <summary>
/// A member presses Enter on a slash command until the answer is on the screen: HydraBot, with its gate and its audit, beside the smallest bots that
/// our client alone and discord.js make, and the least that any bot can do. All are processes of their own on one emulator, asked in turn.
/// </summary>
internal static class RoundTripRun
{
    private const int WarmUp = 500;

    public static async Task RunAsync(int count, CancellationToken cancellationToken)
    {
        var folder = Directory.CreateTempSubdirectory("hydrabot-roundtrip-").FullName;
        await using var emulator = await EmulatedDiscord.StartAsync(
            new DiscordEmulatorOptions { Url = new Uri("http://127.0.0.1:0"), StoragePath = Path.Combine(folder, "emulator") },
            NullLoggerFactory.Instance, TimeProvider.System, cancellationToken);
        using var peer = await StartBotAsync(emulator, "peer", cancellationToken);
        using var client = await StartBotAsync(emulator, "client", cancellationToken);
        using var least = await StartBotAsync(emulator, "least", cancellationToken);
        using var hydra = StartHydra(emulator, folder);
        try
        {
            await using var member = await MemberSession.SignInAsync(emulator.Url, "owner", cancellationToken);
            await member.CommandAsync("approval", cancellationToken);

            (string Command, Percentiles Times)[] contenders =
            [
                ("approval list", new Percentiles("HydraBot")),
                ("client", new Percentiles("our client")),
                ("least", new Percentiles("least of all")),
                ("peer", new Percentiles("discord.js")),
            ];
            for (var round = 0; round < WarmUp + count; round++)
            {
                foreach (var (command, times) in contenders)
                {
                    var took = await AskAsync(member, command, cancellationToken);
                    if (round >= WarmUp)
                        times.Add(took);
                }
            }

            foreach (var (_, times) in contenders)
                Console.WriteLine(times);
            var theirs = contenders[^1].Times;
            foreach (var (_, ours) in contenders[..^1])
                Console.WriteLine($"{ours.Name,-12} to discord.js: p50 {ours.At(0.5) / theirs.At(0.5):0.00}  p99 {ours.At(0.99) / theirs.At(0.99):0.00}  (under 1: faster)");
        }
        finally
        {
            foreach (var process in new[] { peer, client, least, hydra })
            {
                process.Kill(entireProcessTree: true);
                await process.WaitForExitAsync(cancellationToken);
            }
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task<TimeSpan> AskAsync(MemberSession member, string command, CancellationToken cancellationToken)
    {
        var before = member.Screen.Created;
        var start = Stopwatch.GetTimestamp();
        await member.RunAsync(command, cancellationToken);
        await member.Screen.NextAsync(before, cancellationToken);
        return Stopwatch.GetElapsedTime(start);
    }

    /// <summary>Starts a bot of one command, which has the bot's name.</summary>
    private static async Task<Process> StartBotAsync(EmulatedDiscord emulator, string name, CancellationToken cancellationToken)
    {
        using var http = new HttpClient { BaseAddress = emulator.Url };
        using var made = await http.PostAsJsonAsync("emulator/applications", new JsonObject { ["name"] = name }, cancellationToken);
        var token = (await made.Content.ReadFromJsonAsync<JsonNode>(cancellationToken))!["token"]!.ToString();
        var (program, first) = name == "peer"
            ? ("node", new[] { Path.Combine(AppContext.BaseDirectory, "RoundTrip/peer/bot.mjs") })
            : ("dotnet", [typeof(RoundTripRun).Assembly.Location, name == "least" ? LeastBot.Verb : SmallestBot.Verb]);
        var bot = Process.Start(new ProcessStartInfo(program, [.. first, new Uri(emulator.Url, "api").ToString(), token, emulator.GuildId.ToString()])
        {
            RedirectStandardOutput = true,
        })!;
        if (await bot.StandardOutput.ReadLineAsync(cancellationToken) != "ready")
            throw new InvalidOperationException($"The bot {name} did not start. For discord.js run: npm ci --prefix tests/HydraBot.Benchmarks/RoundTrip/peer, then build again");
        return bot;
    }

    private static Process StartHydra(EmulatedDiscord emulator, string folder)
    {
        var hydra = Process.Start(new ProcessStartInfo("dotnet")
        {
            RedirectStandardOutput = true,
            ArgumentList =
            {
                Path.Combine(AppContext.BaseDirectory, "HydraBot.dll"),
                $"--Storage:Path={Path.Combine(folder, "house")}",
                "--Api:Url=http://127.0.0.1:0",
                $"--Discord:ApiBaseUrl={emulator.ApiBaseUrl}",
                $"--Discord:Token={emulator.BotToken}",
            },
        })!;
        hydra.OutputDataReceived += (_, _) => { };
        hydra.BeginOutputReadLine();
        return hydra;
    }
}
