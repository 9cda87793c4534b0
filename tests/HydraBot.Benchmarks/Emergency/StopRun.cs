using System.ComponentModel;
using System.Diagnostics;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;
using HydraBot.DiscordEmulator;
using HydraBot.Governance;
using HydraBot.Governance.Approvals;
using HydraBot.Governance.Emergency;
using HydraBot.Governance.Operations;
using HydraBot.Hosting;
using HydraBot.Testing.Drivers;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging.Abstractions;

namespace HydraBot.Benchmarks.Emergency;

/// <summary>From the moment in which somebody pulls the emergency stop until what runs sees that it is cancelled, by a signal of its own.</summary>
internal static class StopRun
{
    private const string Key = "benchmark-key-0123456789";

    public static async Task RunAsync(int rounds, CancellationToken cancellationToken)
    {
        var folder = Directory.CreateTempSubdirectory("hydrabot-stop-").FullName;
        await using var emulator = await EmulatedDiscord.StartAsync(
            new DiscordEmulatorOptions { Url = new Uri("http://127.0.0.1:0"), StoragePath = Path.Combine(folder, "emulator") },
            NullLoggerFactory.Instance, TimeProvider.System, cancellationToken);
        await using var house = await StartAsync(emulator, folder, cancellationToken);
        await using var member = await MemberSession.SignInAsync(emulator.Url, "owner", cancellationToken);
        await member.CommandAsync("emergency", cancellationToken);
        using var http = new HttpClient { BaseAddress = new Uri(house.Urls.Single()) };
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", Key);

        (string Door, Percentiles Times, Func<Task> Pull)[] doors =
        [
            ("HTTP", new Percentiles("HTTP"), () => http.PostAsJsonAsync("constitution/emergency/stop", new { reason = "a drill" }, cancellationToken)),
            ("Discord", new Percentiles("Discord"), () => member.RunAsync("emergency stop", cancellationToken, ("reason", "a drill"))),
            ("road", new Percentiles("road"), () => AskAsync(house, "emergency.stop", new JsonObject { ["reason"] = "a drill" }, CallerKind.Model, cancellationToken)),
        ];
        var drill = house.Services.GetRequiredService<DrillOperations>();
        for (var round = 0; round < rounds + 3; round++)
        {
            foreach (var (_, times, pull) in doors)
            {
                var (began, ended) = drill.Prepare();
                var running = AskAsync(house, "drill.wait", [], CallerKind.Member, cancellationToken);
                await began;
                var since = Stopwatch.GetTimestamp();
                var pulling = pull();
                await ended;
                if (round >= 3)
                    times.Add(Stopwatch.GetElapsedTime(since));
                await pulling;
                await running;
                await LiftAsync(house, cancellationToken);
            }
        }

        foreach (var (_, times, _) in doors)
            Console.WriteLine($"{times}  from pulling to cancelled; aim: under 100 ms");
        await house.StopAsync(cancellationToken);
        Directory.Delete(folder, recursive: true);
    }

    private static async Task<WebApplication> StartAsync(EmulatedDiscord emulator, string folder, CancellationToken cancellationToken)
    {
        var law = Path.Combine(folder, "law.yaml");
        var shipped = await File.ReadAllTextAsync(Path.Combine(AppContext.BaseDirectory, "CONSTITUTION.yaml"), cancellationToken);
        await File.WriteAllTextAsync(law, shipped.Replace("&rooms [", "&rooms [drill.*, ", StringComparison.Ordinal), cancellationToken);
        var house = HydraBotBuilder.Build(
            [
                $"--Storage:Path={Path.Combine(folder, "house")}", $"--Constitution:Path={law}", "--Api:Url=http://127.0.0.1:0",
                $"--Api:Keys:benchmark:Token={Key}", "--Api:Keys:benchmark:Access=Operator",
                $"--Discord:ApiBaseUrl={emulator.ApiBaseUrl}", $"--Discord:Token={emulator.BotToken}", "--Serilog:MinimumLevel:Default=Fatal",
            ],
            builder => builder.AddOperations<DrillOperations>(new DefaultJsonTypeInfoResolver()));
        await house.StartAsync(cancellationToken);
        return house;
    }

    private static Task<OperationOutcome> AskAsync(WebApplication house, string operation, JsonObject arguments, CallerKind kind, CancellationToken cancellationToken) =>
        house.Services.GetRequiredService<GovernedExecutor>().ExecuteAsync(
            OperationRequest.Create(
                operation, System.Text.Json.JsonElement.Parse(arguments.ToJsonString()), new Caller(kind, "benchmark", "benchmark", AccessLevel.Owner), Door.Ask, TimeProvider.System),
            null,
            cancellationToken);

    private static async Task LiftAsync(WebApplication house, CancellationToken cancellationToken)
    {
        var asked = (OperationOutcome.Waiting)await AskAsync(house, "emergency.resume", [], CallerKind.Member, cancellationToken);
        var hand = new Caller(CallerKind.Member, "benchmark-owner", "owner", AccessLevel.Owner);
        await house.Services.GetRequiredService<ApprovalDesk>().VoteAsync(asked.Approval.Id, hand, agrees: true, cancellationToken);
        var stop = house.Services.GetRequiredService<EmergencyStop>();
        using var tick = new PeriodicTimer(TimeSpan.FromMilliseconds(5));
        while (stop.IsStopped)
            await tick.WaitForNextTickAsync(cancellationToken);
    }

    private sealed class DrillOperations
    {
        private TaskCompletionSource _began = new();
        private TaskCompletionSource _ended = new();

        public (Task Began, Task Ended) Prepare()
        {
            (_began, _ended) = (new TaskCompletionSource(), new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
            return (_began.Task, _ended.Task);
        }

        [Operation("drill.wait", Access = AccessLevel.Viewer, Effect = OperationEffect.Change, TimeLimitSeconds = 60)]
        [Description("Waits until it is cancelled")]
        public async Task<OperationResult<string>> WaitAsync(Clearance clearance, CancellationToken cancellationToken)
        {
            await using var cancelled = cancellationToken.Register(_ended.SetResult);
            _began.SetResult();
            await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, cancellationToken);
            return OperationResult.Of(clearance.Operation, new Card { Title = "waited" });
        }
    }
}
