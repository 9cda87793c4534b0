using HydraBot.Governance.Operations;

namespace HydraBot.Help;

/// <summary>What the caller may ask for.</summary>
/// <param name="Access">The caller's access.</param>
/// <param name="Operations">All that it reaches, or the one that was asked about.</param>
internal sealed record HelpPage(AccessLevel Access, IReadOnlyList<HelpEntry> Operations);

/// <summary>One operation.</summary>
/// <param name="Name">Its dotted name.</param>
/// <param name="Command">How it is typed on Discord.</param>
/// <param name="Description">What it does.</param>
/// <param name="Access">The least access that may ask for it.</param>
/// <param name="Effect">What it does to the world.</param>
/// <param name="Arguments">What it is given.</param>
internal sealed record HelpEntry(
    string Name, string Command, string Description, AccessLevel Access, OperationEffect Effect, IReadOnlyList<HelpArgument> Arguments);

/// <summary>One argument.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Required">True when it cannot be left out.</param>
/// <param name="Description">What it is for.</param>
/// <param name="Allowed">What it may be, in words.</param>
internal sealed record HelpArgument(string Name, bool Required, string? Description, string Allowed);
