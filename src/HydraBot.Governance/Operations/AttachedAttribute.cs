namespace HydraBot.Governance.Operations;

/// <summary>
/// Marks a text parameter that names a file: on Discord one attaches it, other doors give a <c>data:</c> address. What is in the file is read by the
/// operation, and is data whoever wrote it.
/// </summary>
[AttributeUsage(AttributeTargets.Parameter)]
public sealed class AttachedAttribute : Attribute;
