using HydraBot.Fleet.Engine;

namespace HydraBot.Fleet.Containers;

/// <summary>The containers of all engines.</summary>
/// <param name="Engine">Their addresses.</param>
/// <param name="Total">How many there are, shown or not.</param>
/// <param name="Containers">Those asked for.</param>
/// <param name="Silent">Engines that do not answer, a sentence each.</param>
internal sealed record ContainerList(string Engine, int Total, IReadOnlyList<Container> Containers, IReadOnlyList<string> Silent);
