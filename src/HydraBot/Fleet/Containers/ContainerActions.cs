using System.Text.Json.Nodes;
using HydraBot.Governance.Operations;

namespace HydraBot.Fleet.Containers;

/// <summary>What may be done with a container next, as buttons.</summary>
internal static class ContainerActions
{
    /// <summary>Discord carries no more of a button; who has a longer name is typed.</summary>
    private const int Most = 90;

    public static IEnumerable<CardAction> Of(string container, params (string Label, string Operation)[] actions) => actions
        .Select(action => new CardAction(action.Label, action.Operation, new JsonObject { ["container"] = container }.ToJsonString()))
        .Where(action => action.Operation.Length + action.Arguments.Length < Most);
}
