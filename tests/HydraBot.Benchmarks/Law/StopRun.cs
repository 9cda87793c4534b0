using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using HydraBot.Governance;
using HydraBot.Governance.Operations;
using HydraBot.Hosting;
using HydraBot.Speech.Recognition;
using HydraBot.Testing.Drivers;
using HydraBot.Voice.Turns;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace HydraBot.Benchmarks.Law;

/// <summary>
/// The emergency stop, pulled at each door of a whole house: from the moment at which a person, a program or a model lets go of it until what runs there has been
/// told to end. Beside it the whole way, until the answer is back and the stop is on the disk.
/// </summary>
internal static class StopRun
{
    private static readonly Caller Hand = new(CallerKind.Member, "1", "owner", AccessLevel.Owner);

    public static async Task RunAsync(int rounds, CancellationToken cancellationToken)
    {
        var folder = Directory.CreateTempSubdirectory("hydrabot-stop-").FullName;
        try
        {
            await using var house = await StartAsync(folder, cancellationToken);
            await MeasureAsync(house, folder, rounds, cancellationToken);
            await house.StopAsync(cancellationToken);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task MeasureAsync(WebApplication house, string folder, int rounds, CancellationToken cancellationToken)
    {
        await using var member = await MemberSession.SignInAsync(new Uri($"{house.Services.GetRequiredService<LocalMode>().Url}/"), "owner", cancellationToken);
        await member.CommandAsync("emergency", cancellationToken);
        using var http = new HttpClient { BaseAddress = new Uri(house.Urls.First()) };
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", (await File.ReadAllTextAsync(Path.Combine(folder, "api-key"), cancellationToken)).Trim());
        http.DefaultRequestHeaders.Accept.ParseAdd("application/json, text/event-stream");
        http.DefaultRequestHeaders.Add("MCP-Protocol-Version", "2025-11-25");

        (string Door, Func<Task> Pull)[] doors =
        [
            ("Discord", () => PressAsync(member, cancellationToken)),
            ("HTTP", () => PostAsync(http, "/constitution/emergency/stop", [], cancellationToken)),
            ("MCP", () => PostAsync(http, "/mcp", new JsonObject
            {
                ["jsonrpc"] = "2.0", ["id"] = 1, ["method"] = "tools/call",
                ["params"] = new JsonObject { ["name"] = "emergency_stop", ["arguments"] = new JsonObject() },
            }, cancellationToken)),
            ("a model's tool", () => AskAsync(house, "stopping.ask", cancellationToken)),
            ("voice", () => house.Services.GetRequiredService<ITurnTaker>()
                .AnswerAsync(new NoCall(), Hand, new Transcript("emergency stop", "benchmark"), recogniserIsOpen: false, cancellationToken)),
        ];
        foreach (var (door, pull) in doors)
        {
            var (told, answered) = (new Percentiles(door), new Percentiles($"{door}, whole"));
            for (var round = 0; round < rounds; round++)
                await RoundAsync(house, pull, told, answered, cancellationToken);
            Console.WriteLine($"{told}  first {told.First.ToString("0.0", CultureInfo.InvariantCulture)} ms, worst {told.At(1).ToString("0.0", CultureInfo.InvariantCulture)} ms (aim 100); until the answer is back: p50 {answered.At(0.5).ToString("0.0", CultureInfo.InvariantCulture)} ms");
        }
    }

    private static async Task RoundAsync(WebApplication house, Func<Task> pull, Percentiles told, Percentiles answered, CancellationToken cancellationToken)
    {
        var watched = house.Services.GetRequiredService<StoppingOperations>();
        watched.Arm();
        var running = AskAsync(house, "stopping.run", cancellationToken);
        await Task.WhenAny(watched.Begun, running).Unwrap();

        var since = Stopwatch.GetTimestamp();
        var pulling = pull();
        var at = await watched.Told.WaitAsync(TimeSpan.FromSeconds(30), TimeProvider.System, cancellationToken);
        told.Add(Stopwatch.GetElapsedTime(since, at));
        await pulling;
        answered.Add(Stopwatch.GetElapsedTime(since));
        if (await running is not OperationOutcome.Cancelled { Cause: CancelCause.EmergencyStop })
            throw new InvalidOperationException("What ran was not cancelled by the stop.");
        await AskAsync(house, "stopping.lift", cancellationToken);
    }

    private static async Task PressAsync(MemberSession member, CancellationToken cancellationToken)
    {
        var before = member.Screen.Created;
        await member.RunAsync("emergency stop", cancellationToken);
        await member.Screen.NextAsync(before, cancellationToken);
    }

    private static async Task PostAsync(HttpClient http, string path, JsonObject body, CancellationToken cancellationToken)
    {
        using var answer = await http.PostAsJsonAsync(new Uri(path, UriKind.Relative), body, cancellationToken);
        var text = await answer.Content.ReadAsStringAsync(cancellationToken);
        if (!answer.IsSuccessStatusCode || text.Contains("\"isError\":true", StringComparison.Ordinal))
            throw new InvalidOperationException($"{path}: {text}");
    }

    private static Task<OperationOutcome> AskAsync(WebApplication house, string operation, CancellationToken cancellationToken) =>
        house.Services.GetRequiredService<GovernedExecutor>().ExecuteAsync(
            OperationRequest.Create(operation, System.Text.Json.JsonElement.Parse("{}"), Hand, Door.Chat, TimeProvider.System), null, cancellationToken);

    private static async Task<WebApplication> StartAsync(string folder, CancellationToken cancellationToken)
    {
        var law = Path.Combine(folder, "law.yaml");
        var shipped = await File.ReadAllTextAsync(Path.Combine(AppContext.BaseDirectory, "CONSTITUTION.yaml"), cancellationToken);
        await File.WriteAllTextAsync(law, shipped.Replace("&rooms [", "&rooms [stopping.*, ", StringComparison.Ordinal), cancellationToken);
        var house = HydraBotBuilder.Build(
            [
                $"--Storage:Path={folder}", $"--Constitution:Path={law}", "--Api:Url=http://127.0.0.1:0", "--Emulator:Url=http://127.0.0.1:0", "--Inference:Discover=false",
                "--Fleet:Engine=tcp://127.0.0.1:1", "--Sandbox:Engine=tcp://127.0.0.1:1", "--Sandbox:TestAtStart=false", "--Serilog:MinimumLevel:Default=Error", "--Serilog:File:Enabled=false",
            ],
            builder => builder.AddOperations<StoppingOperations>(StoppingJson.Default));
        await house.StartAsync(cancellationToken);
        return house;
    }
}
