using System.Text.Json;
using System.Text.Json.Nodes;
using HydraBot.Doors.Http.Operations;
using HydraBot.Doors.Http.Problems;
using HydraBot.Fleet.Alerts.Incoming;
using HydraBot.Governance.Operations;

namespace HydraBot.Doors.Http.Alerts;

/// <summary>Where other programs send their alerts.</summary>
internal static class AlertEndpoints
{
    public static void MapAlerts(this IEndpointRouteBuilder routes) => routes.MapPost("/alerts/webhooks/{kind}", ReceiveAsync)
        .WithTags("Alerts")
        .WithSummary("Takes what the webhook of Prometheus Alertmanager, Grafana or Uptime Kuma sends -> {raised, cleared}.")
        .AnswersLikeAnOperation();

    private static async Task<IResult> ReceiveAsync(string kind, HttpContext context, HttpRoad road)
    {
        var payload = (await RequestBody.ReadObjectAsync(context)).GetRawText();
        try
        {
            WebhookReader.Read(kind, payload);
        }
        catch (OperationException wrong)
        {
            throw new ProblemException(ProblemKind.WrongArguments.Of(wrong.Message));
        }

        return await road.RunAsync(context, "alert.receive", JsonElement.Parse(new JsonObject { ["kind"] = kind, ["payload"] = payload }.ToJsonString()));
    }
}
