namespace HydraBot.Fleet.Compose.Care;

/// <summary>One thing that is looked for in a project's files.</summary>
internal interface IComposeRule
{
    IEnumerable<ComposeFinding> Look(ComposeSight sight);
}
