using HydraBot.ForeignTools.Connections;
using HydraBot.ForeignTools.Definitions;
using HydraBot.Governance.Operations;

namespace HydraBot.ForeignTools.Operations;

/// <summary>The MCP servers whose tools the house may use.</summary>
/// <param name="Notice">How to take what they say of their tools.</param>
/// <param name="Servers">By name.</param>
internal sealed record ForeignServersView(string Notice, IReadOnlyList<ForeignServerView> Servers);

/// <summary>One of them.</summary>
/// <param name="Name">As the settings call it.</param>
/// <param name="Transport">stdio or http.</param>
/// <param name="State">How it is.</param>
/// <param name="Trouble">Why it is down.</param>
/// <param name="Definitions">What an Owner agrees to with mcp.trust: a hash over everything that it offers now.</param>
/// <param name="Agreed">False where it offers something that nobody agreed to.</param>
/// <param name="Refused">How many more tools it offers whose names or definitions the house does not take.</param>
/// <param name="Tools">By name.</param>
internal sealed record ForeignServerView(
    string Name, string Transport, ServerState State, string? Trouble, string? Definitions, bool Agreed, int Refused, IReadOnlyList<ForeignToolView> Tools);

/// <summary>One tool.</summary>
/// <param name="Operation">Its name in the house.</param>
/// <param name="State">Whether it can be called, and why not.</param>
/// <param name="Effect">What it may do at worst, as the settings say.</param>
/// <param name="Description">What its server says that it does.</param>
/// <param name="AgreedDefinition">How it was agreed to, where that is asked for closely.</param>
/// <param name="OfferedDefinition">How it is offered now, where that is asked for closely.</param>
internal sealed record ForeignToolView(
    string Operation, ToolState State, OperationEffect Effect, string Description, string? AgreedDefinition, string? OfferedDefinition);

/// <summary>What was agreed to.</summary>
/// <param name="Server">Whose tools.</param>
/// <param name="Definitions">The hash over them.</param>
/// <param name="Tools">How many.</param>
internal sealed record ForeignTrust(string Server, string Definitions, int Tools);
