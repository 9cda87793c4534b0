using System.Text.Json;
using HydraBot.Governance.Approvals;
using HydraBot.Governance.Operations;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace HydraBot.Testing.Road;

/// <summary>What people are shown of a request before they say yes or no.</summary>
public static class Preview
{
    public static async Task<string> OfAsync(IServiceProvider services, string operation, string arguments = "{}")
    {
        var caller = new Caller(CallerKind.Member, "1", "somebody", AccessLevel.Owner);
        var request = OperationRequest.Create(operation, JsonElement.Parse(arguments), caller, Door.Chat, TimeProvider.System);
        foreach (var preview in services.GetServices<IApprovalPreview>())
        {
            if (await preview.ShowAsync(request, TestContext.Current.CancellationToken) is { } shown)
                return shown;
        }

        Assert.Fail($"Nobody can tell what {operation} would do.");
        return "";
    }
}
