using System.Diagnostics;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using HydraBot.DiscordEmulator;
using HydraBot.Testing.Drivers;
using Microsoft.Extensions.Logging.Abstractions;

namespace HydraBot.Benchmarks.RoundTrip;

/// <summary>
/// A member presses Enter on a slash command until the answer is on the screen: HydraBot, with its gate and its audit, beside the smallest bot that
/// discord.js makes. Both are processes of their own on one emulator, asked in turn.
/// </summary>
internal static class RoundTripRun
{
    private const int WarmUp = 60;

    public static async Task RunAsync(int count, CancellationToken cancellationToken)
    {
        var folder = Directory.CreateTempSubdirectory("hydrabot-roundtrip-").FullName;
        await using var emulator = await EmulatedDiscord.StartAsync(
            new DiscordEmulatorOptions { Url = new Uri("http://127.0.0.1:0"), StoragePath = Path.Combine(folder, "emulator") },
            NullLoggerFactory.Instance, TimeProvider.System, cancellationToken);
        using var peer = await StartPeerAsync(emulator, cancellationToken);
        using var hydra = StartHydra(emulator, folder);
        try
        {
            await using var member = await MemberSession.SignInAsync(emulator.Url, "owner", cancellationToken);
            await member.CommandAsync("peer", cancellationToken);
            await member.CommandAsync("constitution", cancellationToken);

            var (ours, theirs) = (new Percentiles("HydraBot"), new Percentiles("discord.js"));
            for (var round = 0; round < WarmUp + count; round++)
            {
                var (own, other) = (await AskAsync(member, "constitution show", cancellationToken), await AskAsync(member, "peer", cancellationToken));
                if (round < WarmUp)
                    continue;
                ours.Add(own);
                theirs.Add(other);
            }

            Console.WriteLine(ours);
            Console.WriteLine(theirs);
            Console.WriteLine($"ratio        p50 {ours.At(0.5) / theirs.At(0.5):0.00}  p99 {ours.At(0.99) / theirs.At(0.99):0.00}  (under 1: HydraBot is faster)");
        }
        finally
        {
            peer.Kill(entireProcessTree: true);
            hydra.Kill(entireProcessTree: true);
            await Task.WhenAll(peer.WaitForExitAsync(cancellationToken), hydra.WaitForExitAsync(cancellationToken));
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

    private static async Task<Process> StartPeerAsync(EmulatedDiscord emulator, CancellationToken cancellationToken)
    {
        using var http = new HttpClient { BaseAddress = emulator.Url };
        using var made = await http.PostAsJsonAsync("emulator/applications", new JsonObject { ["name"] = "Peer" }, cancellationToken);
        var token = (await made.Content.ReadFromJsonAsync<JsonNode>(cancellationToken))!["token"]!.ToString();
        var peer = Process.Start(new ProcessStartInfo("node")
        {
            RedirectStandardOutput = true,
            ArgumentList = { Path.Combine(AppContext.BaseDirectory, "RoundTrip/peer/bot.mjs"), new Uri(emulator.Url, "api").ToString(), token, emulator.GuildId.ToString() },
        })!;
        if (await peer.StandardOutput.ReadLineAsync(cancellationToken) != "ready")
            throw new InvalidOperationException("discord.js did not start; run: npm ci --prefix tests/HydraBot.Benchmarks/RoundTrip/peer, then build again");
        return peer;
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
