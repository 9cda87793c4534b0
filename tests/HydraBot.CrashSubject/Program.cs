using System.Globalization;
using HydraBot.CrashSubject;
using HydraBot.Governance.Approvals;
using HydraBot.Governance.Audit;
using HydraBot.Governance.Operations;
using HydraBot.Improvement.Proposals;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

// The child: asks and approves without end (`loop`) or once, tells on standard output what is promised, and dies when it is killed.
var settings = Environment.GetEnvironmentVariables().Cast<System.Collections.DictionaryEntry>()
    .ToDictionary(entry => ((string)entry.Key).Replace("__", ":", StringComparison.Ordinal), entry => (string?)entry.Value);
if (args is ["improve", var what, var at, var when])
{
    // At the n-th write or at a state; before it stands, right after, or so many milliseconds later.
    var isWrite = int.TryParse(at, CultureInfo.InvariantCulture, out var write);
    var later = int.TryParse(when, CultureInfo.InvariantCulture, out var milliseconds) ? TimeSpan.FromMilliseconds(milliseconds) : TimeSpan.Zero;
    var plan = new CrashPlan(write, isWrite ? null : Enum.Parse<ProposalState>(at), when == "after", later);
    using var improving = ImprovingSubject.Build(settings, plan);
    await improving.StartAsync();
    Console.WriteLine("ready");
    await (what switch
    {
        "settle" => ImprovingSubject.SettleAsync(improving),
        "code" => ImprovingSubject.RunCodeAsync(improving, Console.Out),
        _ => ImprovingSubject.RunAsync(improving, Console.Out),
    });
    await improving.StopAsync();
    return;
}

using var house = Subject.Build(settings, settings["HYDRA_EFFECTS"]!, settings.GetValueOrDefault("HYDRA_CRASH_AT"));
await house.StartAsync();
Console.WriteLine("ready");

if (args is ["append"])
{
    var (audit, scribe) = (house.Services.GetRequiredService<IAuditLog>(), house.Services.GetRequiredService<AuditScribe>());
    await Task.WhenAll(Enumerable.Range(0, 16).Select(worker => Task.Run(async () =>
    {
        for (var turn = 0; ; turn++)
        {
            var entry = await audit.AppendAsync(
                scribe.At(Door.Schedule, AuditKind.Judged, Subject.Owner, $"{worker}-{turn}", "appended") with { Effect = OperationEffect.Change }, CancellationToken.None);
            Console.WriteLine($"approved {entry.Sequence} {entry.Hash}.");
        }
    })));
}

var desk = house.Services.GetRequiredService<ApprovalDesk>();
var workers = args is ["loop"] ? 3 : 1;
await Task.WhenAll(Enumerable.Range(0, workers).Select(worker => Task.Run(async () =>
{
    for (var turn = 0; args is ["loop"] || turn == 0; turn++)
    {
        var outcome = await Subject.AskAsync(house.Services, "subject.effect", $"{Environment.ProcessId}-{worker}-{turn}");
        var approval = ((OperationOutcome.Waiting)outcome).Approval;
        Console.WriteLine($"asked {approval.Id:N} {approval.Request.Id:N}");
        await desk.VoteAsync(approval.Id, Subject.Owner, agrees: true, CancellationToken.None);
        Console.WriteLine($"approved {approval.Id:N} {approval.Request.Id:N}");
    }
})));
await house.StopAsync();
