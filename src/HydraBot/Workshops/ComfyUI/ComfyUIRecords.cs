namespace HydraBot.Workshops.ComfyUI;

/// <summary>What a workflow made.</summary>
/// <param name="Id">The prompt's id in ComfyUI.</param>
/// <param name="Template">The template that was run.</param>
/// <param name="Files">The files that came along.</param>
/// <param name="LeftBehind">How many stayed in ComfyUI because they were too large.</param>
/// <param name="Seconds">From asking to the last file.</param>
internal sealed record ComfyUIPictures(string Id, string Template, IReadOnlyList<ComfyUIPicture> Files, int LeftBehind, double Seconds);

/// <summary>A file that came along.</summary>
internal sealed record ComfyUIPicture(string Name, string MediaType, int Bytes);

/// <summary>A workflow that was ended before its time.</summary>
internal sealed record ComfyUICancelled(string Id, string Done);

/// <summary>How ComfyUI stands.</summary>
internal sealed record ComfyUIState(
    string Url, string? Version, IReadOnlyList<string> Devices, IReadOnlyList<string> Running, IReadOnlyList<string> Pending, IReadOnlyList<string> Models, IReadOnlyList<string> Templates);

/// <summary>Models of a folder.</summary>
internal sealed record ComfyUIModels(string Folder, IReadOnlyList<string> Names);

/// <summary>The devices after memory was freed.</summary>
internal sealed record ComfyUIFreed(IReadOnlyList<string> Devices);
