using System.Text.Json.Serialization;

namespace Channels.Calendars;

/// <summary>The shape of a calendar's file.</summary>
internal sealed record CalendarFile(string Country, Dictionary<string, CalendarYear> Years)
{
    public static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        RespectRequiredConstructorParameters = true,
        RespectNullableAnnotations = true,
    };
}

/// <summary>One year of it.</summary>
/// <param name="Source">Who announced the days, or that none are known.</param>
internal sealed record CalendarYear(string Source, DateOnly[] Holidays, DateOnly[] WorkingWeekendDays);
