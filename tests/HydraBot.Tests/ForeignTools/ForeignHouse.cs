using System.Net;
using System.Text.Json;
using HydraBot.Doors.Chat.Approvals;
using HydraBot.Governance.Approvals;
using HydraBot.Governance.Audit;
using HydraBot.Governance.Operations;
using HydraBot.Testing.Models;
using HydraBot.Tests.Doors.Http;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace HydraBot.Tests.ForeignTools;

/// <summary>A whole house, a language model beside it, and MCP servers that others wrote.</summary>
internal sealed class ForeignHouse : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private ForeignHouse(DoorHouse door, FakeModelServer model) => (Door, Model) = (door, model);

    public DoorHouse Door { get; }

    public FakeModelServer Model { get; }

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public static async Task<ForeignHouse> OpenAsync(params string[] settings)
    {
        var model = await FakeModelServer.StartAsync(Stop);
        var door = new DoorHouse(
            // There is no Discord in this house: people's votes are given at the desk.
            builder =>
            {
                foreach (var chat in builder.Services.Where(service => service.ServiceType == typeof(IApprovalDoor) && service.ImplementationType == typeof(ApprovalDoor)).ToArray())
                    builder.Services.Remove(chat);
            },
            [
                $"--Inference:Endpoints:0:Url={model.Url}", "--Inference:Endpoints:0:Name=attic", "--Inference:ProbeTimeout=00:00:20", "--Inference:Cache:Enabled=false",
                "--Sandbox:TestAtStart=false", "--Serilog:MinimumLevel:Default=Warning", .. settings,
            ]);
        await door.InitializeAsync();
        return new ForeignHouse(door, model);
    }

    /// <summary>Settings of a server that is the subject, behaving so.</summary>
    public static string[] Program(string name, string behaviour = "well", string? description = null) =>
    [
        $"--Mcp:Servers:{name}:Command=dotnet", $"--Mcp:Servers:{name}:Args:0={Path.Combine(AppContext.BaseDirectory, "HydraBot.ToolSubject.dll")}",
        $"--Mcp:Servers:{name}:Args:1={behaviour}", .. description is null ? Array.Empty<string>() : [$"--Mcp:Servers:{name}:Args:2={description}"],
    ];

    /// <summary>How a server is, once it is so.</summary>
    public async Task<JsonElement> ServerAsync(string name, Func<JsonElement, bool> once)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(Stop);
        patience.CancelAfter(Patience);
        using var again = new PeriodicTimer(TimeSpan.FromMilliseconds(50));
        var last = default(JsonElement);
        try
        {
            do
            {
                last = (await Door.PostAsync("/operations/mcp.servers", $$"""{"server":"{{name}}"}""")).Json.GetProperty("servers")[0];
                if (once(last))
                    return last;
            }
            while (await again.WaitForNextTickAsync(patience.Token));
        }
        catch (OperationCanceledException) when (!Stop.IsCancellationRequested)
        {
            Assert.Fail($"The server {name} stayed so: {last.GetRawText()[..Math.Min(1000, last.GetRawText().Length)]}");
        }

        return last;
    }

    public Task<JsonElement> ConnectedAsync(string name) => ServerAsync(name, server => server.GetProperty("state").GetString() == "connected");

    public static JsonElement Tool(JsonElement server, string name) =>
        server.GetProperty("tools").EnumerateArray().Single(tool => tool.GetProperty("operation").GetString()!.EndsWith($".{name}", StringComparison.Ordinal));

    /// <summary>Asks for an operation that waits for people, gives an Owner's yes, and returns the outcome that the record has.</summary>
    public async Task<AuditDraft> ApprovedAsync(string operation, string arguments, string key = DoorHouse.OperatorKey)
    {
        var asked = await Door.PostAsync($"/operations/{operation}", arguments, key);
        Assert.True(asked.Status == HttpStatusCode.Accepted, asked.Text);
        var approval = asked.Json.GetProperty("approvalId").GetGuid();
        var vote = await Door.Services.GetRequiredService<ApprovalDesk>().VoteAsync(approval, new Caller(CallerKind.Member, "7", "owner", AccessLevel.Owner), agrees: true, Stop);
        Assert.Equal(ApprovalState.Approved, vote.Approval!.State);
        return await EndAsync(vote.Approval.Request.Id);
    }

    public async Task<string[]> OperationsAsync() =>
        [.. (await Door.GetAsync("/operations")).Json.EnumerateArray().Select(operation => operation.GetProperty("name").GetString()!)];

    public async ValueTask DisposeAsync()
    {
        await Door.DisposeAsync();
        await Model.DisposeAsync();
    }

    /// <summary>The entry that tells how a request ended.</summary>
    private async Task<AuditDraft> EndAsync(Guid request)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(Stop);
        patience.CancelAfter(Patience);
        using var again = new PeriodicTimer(TimeSpan.FromMilliseconds(50));
        do
        {
            var entries = await Door.Services.GetRequiredService<IAuditLog>().OfRequestAsync(request, patience.Token);
            if (entries.Select(AuditChain.Open).FirstOrDefault(entry => entry.Kind is AuditKind.Outcome or AuditKind.Refused) is { } end)
                return end;
        }
        while (await again.WaitForNextTickAsync(patience.Token));
        throw new InvalidOperationException("It has no end.");
    }
}
