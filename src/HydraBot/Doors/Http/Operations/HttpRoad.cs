using System.Text.Json;
using HydraBot.Governance;
using HydraBot.Governance.Operations;
using HydraBot.Hosting;

namespace HydraBot.Doors.Http.Operations;

/// <summary>Takes a call down the road, as every endpoint with an effect does, and answers with what came of it.</summary>
internal sealed class HttpRoad(GovernedExecutor road, OperationJson json, TimeProvider time)
{
    /// <summary>Runs an operation for the key that calls.</summary>
    public async Task<IResult> RunAsync(HttpContext context, string operation, JsonElement arguments)
    {
        var request = OperationRequest.Create(operation, arguments, context.Caller, Door.Http, time, context.CorrelationId);
        return OperationStream.IsWanted(context.Request)
            ? new OperationStream(progress => road.ExecuteAsync(request, progress, context.RequestAborted), json.Options, time)
            : OutcomeAnswer.Of(await road.ExecuteAsync(request, progress: null, context.RequestAborted), json.Options);
    }
}
