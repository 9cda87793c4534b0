using System.Diagnostics;
using System.Globalization;

namespace HydraBot.Benchmarks.Events;

/// <summary>
/// The same stream of events to our client and to discord.js, turn about: how many messages a second reach a handler, and what a cached guild of
/// 500 members, 10 roles and 20 channels weighs on the managed heap after a full collection. Both cache all members; neither compresses.
/// </summary>
internal static class EventsRun
{
    private const int Rounds = 3;

    public static async Task RunAsync(int messages, CancellationToken cancellationToken)
    {
        await using var server = await StreamServer.StartAsync(messages, cancellationToken);
        string[] ours = ["dotnet", typeof(EventsRun).Assembly.Location, CountingBot.Verb];
        string[] theirs = ["node", "--expose-gc", Path.Combine(AppContext.BaseDirectory, "RoundTrip/peer/count.mjs")];
        var (own, other) = (new List<Figures>(), new List<Figures>());
        for (var round = 0; round < Rounds; round++)
        {
            own.Add(Told("our client", await PlayAsync(server, ours, cancellationToken)));
            other.Add(Told("discord.js", await PlayAsync(server, theirs, cancellationToken)));
        }

        Print("our client", own);
        Print("discord.js", other);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"our client's heap after the messages: {Median(own, f => f.Grown) / 1024:+0;-0;0} KiB beside before them"));
        Console.WriteLine($"ratio        messages a second {Median(own, f => f.PerSecond) / Median(other, f => f.PerSecond):0.00}  "
            + $"bytes a guild {Median(own, f => f.BytesPerGuild) / Median(other, f => f.BytesPerGuild):0.00}");
    }

    /// <summary>Says what a round gave: a million messages take discord.js minutes.</summary>
    private static Figures Told(string name, Figures one)
    {
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  {name,-12} {one.PerSecond,9:0} messages/s{(double.IsNaN(one.Grown) ? "" : $"  heap {one.Grown / 1024:+0;-0;0} KiB after them")}"));
        return one;
    }

    private static async Task<Figures> PlayAsync(StreamServer server, string[] command, CancellationToken cancellationToken)
    {
        server.Wait();
        using var bot = Process.Start(new ProcessStartInfo(command[0], [.. command[1..], server.Api.ToString(), "MQ.bench.token"]) { RedirectStandardOutput = true })!;
        try
        {
            var cached = await SaidAsync(bot, "cached", cancellationToken);
            server.Go();
            var counted = await SaidAsync(bot, "counted", cancellationToken);
            if (server.Connections > 1)
                Console.WriteLine($"{Path.GetFileName(command[^1])} lost its connection and came back: {server.Connections} connections");
            return new Figures(counted[0] / counted[1], cached[0] / cached[1], cached[2] / cached[1], counted is [_, _, var after] ? after - cached[0] : double.NaN);
        }
        finally
        {
            bot.Kill(entireProcessTree: true);
            await bot.WaitForExitAsync(cancellationToken);
        }
    }

    private static async Task<double[]> SaidAsync(Process bot, string word, CancellationToken cancellationToken)
    {
        while (await bot.StandardOutput.ReadLineAsync(cancellationToken) is { } line)
        {
            if (line.Split(' ') is [var first, .. var numbers] && first == word)
                return [.. numbers.Select(number => double.Parse(number, CultureInfo.InvariantCulture))];
        }
        throw new InvalidOperationException("A bot ended early. For discord.js run: npm ci --prefix tests/HydraBot.Benchmarks/RoundTrip/peer, then build again");
    }

    private static void Print(string name, List<Figures> figures) => Console.WriteLine(string.Create(
        CultureInfo.InvariantCulture,
        $"{name,-12} {Median(figures, f => f.PerSecond),9:0} messages/s  {Median(figures, f => f.BytesPerGuild),9:0} bytes a guild of {Median(figures, f => f.MembersPerGuild):0} members"));

    private static double Median(List<Figures> figures, Func<Figures, double> of) => figures.Select(of).Order().ElementAt(figures.Count / 2);

    /// <param name="PerSecond">Messages that reach the handler.</param>
    /// <param name="BytesPerGuild">Before the messages.</param>
    /// <param name="MembersPerGuild">Cached.</param>
    /// <param name="Grown">Bytes of the heap after the messages beyond those before; not a number where a peer does not tell.</param>
    private sealed record Figures(double PerSecond, double BytesPerGuild, double MembersPerGuild, double Grown);
}
