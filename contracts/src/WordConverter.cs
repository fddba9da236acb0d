using System.Text.Json.Serialization;

namespace Contracts;

/// <summary>Writes an enum as its name and reads nothing else: codes and states are words, never numbers (S129–S130).</summary>
public sealed class WordConverter<TEnum>() : JsonStringEnumConverter<TEnum>(namingPolicy: null, allowIntegerValues: false)
    where TEnum : struct, Enum;
